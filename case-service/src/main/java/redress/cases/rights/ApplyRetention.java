package redress.cases.rights;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.rights.Expiry;
import redress.mesh.store.Database;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;
import redress.personaldata.v1.PersonalItem;
import redress.rights.v1.ApplyRetentionRequest;
import redress.rights.v1.DataSubjectRequest;
import redress.rights.v1.RequestKind;
import redress.rights.v1.RequestState;
import redress.rights.v1.Requester;
import redress.rights.v1.RetentionPreview;
import redress.rights.v1.RetentionRule;

/// Erases what was kept long enough, by rule. A rule is tried before it is applied.
@ApplicationScoped
public class ApplyRetention {
    // The contract's limit of items in a request.
    private static final int AT_ONCE = 500;

    private final Database database;
    private final DataSubjectRequests requests;
    private final LegalHolds holds;
    private final Holders holders;
    private final Retention retention;

    public ApplyRetention(
            Database database,
            DataSubjectRequests requests,
            LegalHolds holds,
            Holders holders,
            Retention retention) {
        this.database = database;
        this.requests = requests;
        this.holds = holds;
        this.holders = holders;
        this.retention = retention;
    }

    /// What the rules would erase now.
    ///
    /// @param name of the only rule; empty: all
    /// @throws Refusal with UNAVAILABLE if a service is away
    public List<RetentionPreview> preview(Caller caller, String name) {
        var rules = name.isEmpty() ? retention.rules() : List.of(rule(name));
        return rules.stream().map(rule -> preview(caller, rule, since(rule))).toList();
    }

    /// Has erased what a rule names now, once per request. A hold that is placed meanwhile keeps
    /// its item, and so does whatever happens to it.
    public DataSubjectRequest apply(Caller caller, ApplyRetentionRequest request) {
        var key = RequestKey.of(request);
        return database.answered(caller, key, KeepRequests.ANSWER)
                .orElseGet(() -> applyNow(caller, key, rule(request.getRule())));
    }

    private DataSubjectRequest applyNow(Caller caller, RequestKey key, RetentionRule rule) {
        var since = since(rule);
        var items = preview(caller, rule, since).getItemsList();
        var services = holders.all().stream().map(Holder::service).toList();
        return database.once(
                caller,
                key,
                KeepRequests.ANSWER,
                transaction -> {
                    var received = received(transaction, rule, since, items);
                    requests.add(transaction, received);
                    var running = RequestRules.fulfil(received, transaction.actor(), services);
                    requests.replace(transaction, running, Optional.of(transaction.now()));
                    KeepRequests.record(transaction, running, "retention", rule.getName());
                    return running;
                });
    }

    // Items on hold stay the oldest for years: what comes after them is looked at as well.
    private RetentionPreview preview(Caller caller, RetentionRule rule, Instant since) {
        var holder = holder(rule);
        var expiry = new Expiry(rule.getStatesList(), since, Optional.empty(), AT_ONCE);
        var preview = RetentionPreview.newBuilder().setRule(rule);
        var expired = holder.expired(expiry);
        while (!expired.isEmpty()) {
            add(preview, expired, held(caller, expired));
            boolean more = expired.size() == AT_ONCE && preview.getItemsCount() < AT_ONCE;
            var last = UUID.fromString(expired.getLast().getId());
            expired = more ? holder.expired(expiry.from(last)) : List.of();
        }
        return preview.build();
    }

    private static Instant since(RetentionRule rule) {
        return Instant.now().minus(Duration.ofDays(rule.getAfterDays()));
    }

    private Set<String> held(Caller caller, List<PersonalItem> items) {
        var ids = items.stream().map(item -> UUID.fromString(item.getId())).toList();
        return database.as(caller, transaction -> holds.inForce(transaction, ids)).keySet();
    }

    private static void add(
            RetentionPreview.Builder preview, List<PersonalItem> items, Set<String> held) {
        for (PersonalItem item : items) {
            if (preview.getItemsCount() == AT_ONCE) {
                return;
            }
            if (held.contains(item.getId())) {
                preview.setHeld(preview.getHeld() + 1);
            } else {
                preview.addItems(item);
            }
        }
    }

    private DataSubjectRequest received(
            Transaction transaction, RetentionRule rule, Instant since, List<PersonalItem> items) {
        var now = Timeline.timestamp(transaction.now());
        var received =
                DataSubjectRequest.newBuilder()
                        .setId(UuidCreator.getTimeOrderedEpoch().toString())
                        .setNumber(requests.nextNumber(transaction))
                        .setKind(RequestKind.REQUEST_KIND_RETENTION)
                        .setRequester(Requester.REQUESTER_OFFICER)
                        .setUnchangedSince(Timeline.timestamp(since))
                        .setStatement("rule " + rule.getName() + ": " + rule.getLegalBasis())
                        .setState(RequestState.REQUEST_STATE_RECEIVED)
                        .setReceivedAt(now)
                        .setDueAt(RequestRules.due(now, 1))
                        .setCreatedBy(transaction.actor())
                        .setCreatedAt(now)
                        .setEtag("1");
        items.forEach(item -> received.getSubjectBuilder().addItemIds(item.getId()));
        return received.build();
    }

    private Holder holder(RetentionRule rule) {
        return holders.all().stream()
                .filter(holder -> holder.service().equals(rule.getService()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        rule.getName()
                                                + ": service "
                                                + rule.getService()
                                                + " (expected: one that holds personal data)"));
    }

    private RetentionRule rule(String name) {
        return retention.rules().stream()
                .filter(rule -> rule.getName().equals(name))
                .findFirst()
                .orElseThrow(
                        () ->
                                Refusal.invalid(
                                        "rule",
                                        "no such rule (expected: one of "
                                                + retention.rules().stream()
                                                        .map(RetentionRule::getName)
                                                        .toList()
                                                + ")"));
    }
}
