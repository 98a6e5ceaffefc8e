package redress.cases.rights;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;
import redress.personaldata.v1.Correction;
import redress.personaldata.v1.PersonalItem;
import redress.rights.v1.DataSubjectRequest;
import redress.rights.v1.RequestState;

/// Fulfils requests in every service, step by step, until all have done their part: a service that
/// is away is asked again, and a process that dies leaves the rest to the next one.
///
/// A step may be done twice, never left out: services pass over what is done. Safe to run on
/// several replicas at once.
@ApplicationScoped
public class RunRequests {
    private static final Logger LOG = Logger.getLogger(RunRequests.class);
    private static final String SERVICE = "case-service";
    // Longer than the longest step; a process that dies holds its request up for so long.
    private static final Duration LEASE = Duration.ofSeconds(60);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);
    private static final int DOUBLINGS = 8;

    private final Database database;
    private final DataSubjectRequests requests;
    private final LegalHolds holds;
    private final Holders holders;
    private final BuildExport exports;

    public RunRequests(
            Database database,
            DataSubjectRequests requests,
            LegalHolds holds,
            Holders holders,
            BuildExport exports) {
        this.database = database;
        this.requests = requests;
        this.holds = holds;
        this.holders = holders;
        this.exports = exports;
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void run() {
        while (runOne()) {
            LOG.debugf("one more request may wait");
        }
    }

    /// Goes on with one request whose time has come.
    ///
    /// @return whether there was one
    public boolean runOne() {
        var id = database.asService(SERVICE, transaction -> requests.claim(transaction, LEASE));
        id.ifPresent(this::attempt);
        return id.isPresent();
    }

    private void attempt(UUID id) {
        for (Holder holder : holders.all()) {
            if (holder.hasItems() && !RequestRules.step(read(id), holder.service()).getFound()) {
                step(id, holder, this::find);
            }
        }
        for (Holder holder : holders.all()) {
            if (isReady(read(id), holder)) {
                step(id, holder, this::act);
            }
        }
        var _ = update(id, RunRequests::pause, this::ended);
    }

    private interface Work {
        void on(DataSubjectRequest request, Holder holder);
    }

    private void step(UUID id, Holder holder, Work work) {
        try {
            work.on(read(id), holder);
        } catch (RuntimeException e) {
            Reason why = e instanceof Refusal refusal ? refusal.reason() : Reason.REASON_INTERNAL;
            LOG.warnf("request waits request=%s service=%s cause=%s", id, holder.service(), e);
            var _ =
                    update(
                            id,
                            (transaction, before) ->
                                    RequestRules.failed(before, holder.service(), why));
        }
    }

    private void find(DataSubjectRequest request, Holder holder) {
        UUID id = UUID.fromString(request.getId());
        List<PersonalItem> items = holder.find(id, request.getSubject());
        var ids = items.stream().map(item -> UUID.fromString(item.getId())).toList();
        var _ =
                update(
                        id,
                        (transaction, before) -> {
                            holds.settle(transaction);
                            var held = holds.inForce(transaction, ids);
                            return RequestRules.found(before, holder.service(), items, held);
                        });
    }

    // Who has no items of its own needs to know those of all others, or what was corrected or kept
    // there.
    private boolean isReady(DataSubjectRequest request, Holder holder) {
        var step = RequestRules.step(request, holder.service());
        boolean known =
                holder.hasItems()
                        ? step.getFound()
                        : holders.all().stream()
                                .filter(Holder::hasItems)
                                .map(other -> RequestRules.step(request, other.service()))
                                .allMatch(
                                        other ->
                                                RequestRules.leavesItems(request)
                                                        ? other.getDone()
                                                        : other.getFound());
        return known && !step.getDone();
    }

    private void act(DataSubjectRequest request, Holder holder) {
        var items =
                holder.hasItems()
                        ? RequestRules.items(request).stream()
                                .filter(item -> isOf(request, item, holder.service()))
                                .collect(Collectors.toSet())
                        : RequestRules.items(request);
        switch (request.getKind()) {
            case REQUEST_KIND_ERASURE, REQUEST_KIND_RETENTION -> erase(request, holder, items);
            case REQUEST_KIND_RESTRICTION -> holder.restrict(request, items, true);
            case REQUEST_KIND_LIFT_RESTRICTION -> holder.restrict(request, items, false);
            case REQUEST_KIND_OBJECTION -> holder.contest(request, items);
            case REQUEST_KIND_RECTIFICATION -> rectify(request, holder, items);
            case REQUEST_KIND_ACCESS, REQUEST_KIND_PORTABILITY ->
                    exports.collect(request, holder, items);
            case REQUEST_KIND_UNSPECIFIED, UNRECOGNIZED ->
                    throw new IllegalStateException("request of no kind");
        }
        var _ =
                update(
                        UUID.fromString(request.getId()),
                        (transaction, before) ->
                                RequestRules.done(
                                        before,
                                        holder.service(),
                                        Timeline.timestamp(transaction.now())));
    }

    private void erase(DataSubjectRequest request, Holder holder, Set<UUID> items) {
        var changed = holder.erase(request, items);
        if (!changed.isEmpty()) {
            var _ =
                    update(
                            UUID.fromString(request.getId()),
                            (_, before) -> RequestRules.changed(before, changed));
        }
    }

    private void rectify(DataSubjectRequest request, Holder holder, Set<UUID> items) {
        var corrections = RequestRules.corrections(request, items);
        if (!holder.hasItems()) {
            var _ = holder.rectify(request, withoutValues(corrections));
            return;
        }
        var outcomes = holder.rectify(request, corrections);
        var _ =
                update(
                        UUID.fromString(request.getId()),
                        (_, before) -> RequestRules.rectified(before, outcomes));
    }

    private static List<Correction> withoutValues(List<Correction> corrections) {
        return corrections.stream().map(one -> one.toBuilder().clearValues().build()).toList();
    }

    private static boolean isOf(DataSubjectRequest request, UUID item, String service) {
        return request.getItemsList().stream()
                .anyMatch(
                        known ->
                                known.getId().equals(item.toString())
                                        && known.getService().equals(service));
    }

    private DataSubjectRequest ended(Transaction transaction, DataSubjectRequest request) {
        if (!RequestRules.allDone(request)) {
            return request;
        }
        var finished = RequestRules.finish(request, Timeline.timestamp(transaction.now()));
        KeepRequests.record(transaction, finished, "finished", finished.getState().name());
        return RequestRules.exports(finished) ? exports.finish(transaction, finished) : finished;
    }

    private DataSubjectRequest read(UUID id) {
        return database.asService(
                SERVICE,
                transaction ->
                        requests.find(transaction, id).orElseThrow(DataSubjectRequests::notFound));
    }

    // Between two steps the request stays with this process. Whoever else had it meanwhile may have
    // finished it.
    private DataSubjectRequest update(
            UUID id, BiFunction<Transaction, DataSubjectRequest, DataSubjectRequest> change) {
        return update(id, (transaction, _) -> Optional.of(transaction.now().plus(LEASE)), change);
    }

    private DataSubjectRequest update(
            UUID id,
            BiFunction<Transaction, DataSubjectRequest, Optional<Instant>> nextAttempt,
            BiFunction<Transaction, DataSubjectRequest, DataSubjectRequest> change) {
        return database.asService(
                SERVICE,
                transaction -> {
                    var before =
                            requests.lock(transaction, id)
                                    .orElseThrow(DataSubjectRequests::notFound);
                    if (before.getState() != RequestState.REQUEST_STATE_RUNNING) {
                        return before;
                    }
                    var changed = change.apply(transaction, before);
                    var after = changed.equals(before) ? before : KeepRequests.next(changed);
                    requests.replace(transaction, after, nextAttempt.apply(transaction, after));
                    if (after.getState() == RequestState.REQUEST_STATE_DONE
                            && RequestRules.erases(after)) {
                        requests.eraseLike(transaction, after);
                    }
                    return after;
                });
    }

    private static Optional<Instant> pause(Transaction transaction, DataSubjectRequest request) {
        if (request.getState() != RequestState.REQUEST_STATE_RUNNING) {
            return Optional.empty();
        }
        int attempts =
                request.getStepsList().stream()
                        .filter(step -> !step.getDone())
                        .mapToInt(step -> Math.min(step.getAttempts(), DOUBLINGS))
                        .max()
                        .orElse(0);
        var pause = Duration.ofSeconds(1L << attempts);
        return Optional.of(
                transaction.now().plus(pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE));
    }
}
