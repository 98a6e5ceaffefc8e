package redress.cases.rights;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.BiFunction;
import redress.access.v1.Reason;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.rights.Corrections;
import redress.mesh.store.AnswerType;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.Page;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;
import redress.personaldata.v1.Correction;
import redress.personaldata.v1.PersonalItem;
import redress.rights.v1.DataSubject;
import redress.rights.v1.DataSubjectRequest;
import redress.rights.v1.ExtendRequestRequest;
import redress.rights.v1.FulfilRequestRequest;
import redress.rights.v1.ListRequestsRequest;
import redress.rights.v1.ReceiveRequestRequest;
import redress.rights.v1.RefuseRequestRequest;
import redress.rights.v1.RequestState;

/// Takes in the requests of persons and has the officer decide on each.
@ApplicationScoped
public class KeepRequests {
    static final AnswerType<DataSubjectRequest> ANSWER =
            new AnswerType<>(
                    DataSubjectRequest.parser(), answer -> UUID.fromString(answer.getId()));

    private final Database database;
    private final DataSubjectRequests requests;
    private final Holders holders;

    public KeepRequests(Database database, DataSubjectRequests requests, Holders holders) {
        this.database = database;
        this.requests = requests;
        this.holders = holders;
    }

    /// What all services hold about a person now.
    ///
    /// @throws Refusal with UNAVAILABLE if one of them is away
    public List<PersonalItem> find(DataSubject subject) {
        UUID inquiry = UuidCreator.getTimeOrderedEpoch();
        return holders.all().stream()
                .filter(Holder::hasItems)
                .flatMap(holder -> holder.find(inquiry, subject).stream())
                .toList();
    }

    /// Takes a request in, once per request identifier.
    ///
    /// @throws Refusal with INVALID_REQUEST if it would correct what can't be corrected
    public DataSubjectRequest receive(Caller caller, ReceiveRequestRequest request) {
        var corrections = request.getCorrectionsList().stream().map(Corrections::checked).toList();
        return database.once(
                caller,
                RequestKey.of(request),
                ANSWER,
                transaction -> {
                    var received = received(transaction, request, corrections);
                    requests.add(transaction, received);
                    record(transaction, received, "received", received.getKind().name());
                    return received;
                });
    }

    /// One request.
    public DataSubjectRequest get(Caller caller, String id) {
        return database.as(
                caller,
                transaction ->
                        requests.find(transaction, Database.id("id", id))
                                .orElseThrow(DataSubjectRequests::notFound));
    }

    /// A page of requests.
    public Page.Slice<DataSubjectRequest> list(Caller caller, ListRequestsRequest filters) {
        var page = Page.of(filters);
        return database.as(caller, transaction -> requests.list(transaction, filters, page));
    }

    /// Has the request fulfilled; the work itself is done by [RunRequests].
    public DataSubjectRequest fulfil(Caller caller, FulfilRequestRequest request) {
        var services = holders.all().stream().map(Holder::service).toList();
        return change(
                caller,
                new Change(request, request.getId(), request.getEtag(), "fulfilling"),
                (transaction, before) -> RequestRules.fulfil(before, caller.userName(), services));
    }

    /// Refuses the request.
    public DataSubjectRequest refuse(Caller caller, RefuseRequestRequest request) {
        return change(
                caller,
                new Change(request, request.getId(), request.getEtag(), "refused"),
                (transaction, before) ->
                        RequestRules.refuse(
                                before,
                                caller.userName(),
                                request.getRefusalGround(),
                                request.getRefusalReason(),
                                Timeline.timestamp(transaction.now())));
    }

    /// Extends the time limit.
    public DataSubjectRequest extend(Caller caller, ExtendRequestRequest request) {
        return change(
                caller,
                new Change(request, request.getId(), request.getEtag(), "extended"),
                (transaction, before) -> RequestRules.extend(before, request.getExtensionReason()));
    }

    private record Change(Message request, String id, String etag, String event) {}

    private DataSubjectRequest change(
            Caller caller,
            Change change,
            BiFunction<Transaction, DataSubjectRequest, DataSubjectRequest> rule) {
        return database.once(
                caller,
                RequestKey.of(change.request()),
                ANSWER,
                transaction -> {
                    var before =
                            requests.lock(transaction, Database.id("id", change.id()))
                                    .orElseThrow(DataSubjectRequests::notFound);
                    if (!before.getEtag().equals(change.etag())) {
                        throw new Refusal(
                                Reason.REASON_STALE_ETAG,
                                "etag: the request has changed since (read it again)");
                    }
                    var after = next(rule.apply(transaction, before));
                    requests.replace(transaction, after, attempt(transaction, after));
                    record(transaction, after, change.event(), after.getState().name());
                    return after;
                });
    }

    private DataSubjectRequest received(
            Transaction transaction, ReceiveRequestRequest request, List<Correction> corrections) {
        var now = Timeline.timestamp(transaction.now());
        var received = request.hasReceivedAt() ? request.getReceivedAt() : now;
        return DataSubjectRequest.newBuilder()
                .setId(UuidCreator.getTimeOrderedEpoch().toString())
                .setNumber(requests.nextNumber(transaction))
                .setKind(request.getKind())
                .setSubject(request.getSubject())
                .setRequester(request.getRequester())
                .setIdentityVerification(request.getIdentityVerification())
                .setStatement(request.getStatement())
                .addAllCorrections(corrections)
                .setState(RequestState.REQUEST_STATE_RECEIVED)
                .setReceivedAt(received)
                .setDueAt(RequestRules.due(received, 1))
                .setCreatedBy(transaction.actor())
                .setCreatedAt(now)
                .setEtag("1")
                .build();
    }

    static DataSubjectRequest next(DataSubjectRequest changed) {
        return changed.toBuilder()
                .setEtag(Long.toString(Long.parseLong(changed.getEtag()) + 1))
                .build();
    }

    static void record(
            Transaction transaction, DataSubjectRequest request, String event, String summary) {
        transaction.record(
                new Event(
                        UUID.fromString(request.getId()),
                        "data_subject_request." + event,
                        summary));
    }

    private static Optional<Instant> attempt(Transaction transaction, DataSubjectRequest request) {
        return request.getState() == RequestState.REQUEST_STATE_RUNNING
                ? Optional.of(transaction.now())
                : Optional.empty();
    }
}
