package redress.cases.peers;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import redress.access.v1.Reason;
import redress.attachments.v1.Attachment;
import redress.cases.rights.Holder;
import redress.decisions.v1.Recommendation;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.mesh.access.Refusal;
import redress.mesh.access.Refusals;
import redress.mesh.rights.Expiry;
import redress.mesh.store.Timeline;
import redress.personaldata.v1.ContestRecommendationsRequest;
import redress.personaldata.v1.Correction;
import redress.personaldata.v1.CorrectionOutcome;
import redress.personaldata.v1.EraseItemsRequest;
import redress.personaldata.v1.ExportItemsRequest;
import redress.personaldata.v1.ExportItemsResponse;
import redress.personaldata.v1.FindItemsRequest;
import redress.personaldata.v1.ListExpiredItemsRequest;
import redress.personaldata.v1.PersonalDataServiceGrpc;
import redress.personaldata.v1.PersonalDataServiceGrpc.PersonalDataServiceBlockingStub;
import redress.personaldata.v1.PersonalItem;
import redress.personaldata.v1.RectifyItemsRequest;
import redress.personaldata.v1.RestrictItemsRequest;
import redress.rights.v1.DataSubject;
import redress.rights.v1.DataSubjectRequest;
import redress.timeline.v1.TimelineEntry;

/// Another service, asked over the mesh.
///
/// @param service its name
/// @param hasItems whether it has items of its own
/// @param channel leads to it
record PeerHolder(String service, boolean hasItems, Supplier<Channel> channel) implements Holder {
    private static final long PATIENCE_SECONDS = 30;
    // The contract's limit of a call.
    private static final int AT_ONCE = 1000;
    private static final List<Message> RECORDS =
            List.of(
                    Attachment.getDefaultInstance(),
                    Grievance.getDefaultInstance(),
                    GrievanceAction.getDefaultInstance(),
                    Recommendation.getDefaultInstance(),
                    TimelineEntry.getDefaultInstance());

    @Override
    public List<PersonalItem> find(UUID request, DataSubject subject) {
        return answered(
                () ->
                        stub().findItems(
                                        FindItemsRequest.newBuilder()
                                                .setRequestId(request.toString())
                                                .addAllIdentifier(subject.getIdentifierList())
                                                .addAllItemIds(subject.getItemIdsList())
                                                .build())
                                .getItemsList());
    }

    @Override
    public List<Message> export(UUID request, Set<UUID> items) {
        var records = new ArrayList<Message>();
        for (var batch : batches(items)) {
            var part =
                    ExportItemsRequest.newBuilder()
                            .setRequestId(request.toString())
                            .addAllItemIds(batch)
                            .build();
            answered(() -> all(stub().exportItems(part)))
                    .forEach(answer -> records.add(record(answer.getRecord())));
        }
        return records;
    }

    @Override
    public List<CorrectionOutcome> rectify(
            DataSubjectRequest request, List<Correction> corrections) {
        if (corrections.isEmpty()) {
            return List.of();
        }
        var all =
                RectifyItemsRequest.newBuilder()
                        .setRequestId(request.getId())
                        .setRequestNumber(request.getNumber())
                        .setDecidedBy(request.getDecidedBy())
                        .addAllCorrections(corrections)
                        .build();
        return answered(() -> stub().rectifyItems(all)).getOutcomesList();
    }

    @Override
    public void restrict(DataSubjectRequest request, Set<UUID> items, boolean restricted) {
        for (var batch : batches(items)) {
            var part =
                    RestrictItemsRequest.newBuilder()
                            .setRequestId(request.getId())
                            .setRequestNumber(request.getNumber())
                            .addAllItemIds(batch)
                            .setRestricted(restricted)
                            .build();
            var _ = answered(() -> stub().restrictItems(part));
        }
    }

    @Override
    public void contest(DataSubjectRequest request, Set<UUID> items) {
        for (var batch : batches(items)) {
            var part =
                    ContestRecommendationsRequest.newBuilder()
                            .setRequestId(request.getId())
                            .setRequestNumber(request.getNumber())
                            .addAllItemIds(batch)
                            .setGround(request.getStatement())
                            .build();
            var _ = answered(() -> stub().contestRecommendations(part));
        }
    }

    @Override
    public Set<UUID> erase(DataSubjectRequest request, Set<UUID> items) {
        var changed = new HashSet<UUID>();
        for (var batch : batches(items)) {
            var part =
                    EraseItemsRequest.newBuilder()
                            .setRequestId(request.getId())
                            .setRequestNumber(request.getNumber())
                            .addAllItemIds(batch);
            if (request.hasUnchangedSince()) {
                part.setUnchangedSince(request.getUnchangedSince());
            }
            answered(() -> stub().eraseItems(part.build())).getChangedIdsList().stream()
                    .map(UUID::fromString)
                    .forEach(changed::add);
        }
        return changed;
    }

    @Override
    public List<PersonalItem> expired(Expiry expiry) {
        String after = expiry.after().map(UUID::toString).orElse("");
        return answered(
                () ->
                        stub().listExpiredItems(
                                        ListExpiredItemsRequest.newBuilder()
                                                .addAllStates(expiry.states())
                                                .setUnchangedSince(
                                                        Timeline.timestamp(expiry.unchangedSince()))
                                                .setLimit(expiry.limit())
                                                .setAfterId(after)
                                                .build())
                                .getItemsList());
    }

    private PersonalDataServiceBlockingStub stub() {
        return PersonalDataServiceGrpc.newBlockingStub(channel.get())
                .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS);
    }

    private static List<ExportItemsResponse> all(Iterator<ExportItemsResponse> answers) {
        var list = new ArrayList<ExportItemsResponse>();
        answers.forEachRemaining(list::add);
        return list;
    }

    private static Message record(Any packed) {
        for (Message kind : RECORDS) {
            if (packed.is(kind.getClass())) {
                try {
                    return packed.unpack(kind.getClass());
                } catch (InvalidProtocolBufferException e) {
                    throw new IllegalStateException("record can't be read", e);
                }
            }
        }
        throw new IllegalStateException(packed.getTypeUrl() + ": unknown kind of record");
    }

    private static List<List<String>> batches(Set<UUID> items) {
        var sorted = items.stream().sorted().map(UUID::toString).toList();
        var batches = new ArrayList<List<String>>();
        for (int from = 0; from < sorted.size(); from += AT_ONCE) {
            batches.add(sorted.subList(from, Math.min(sorted.size(), from + AT_ONCE)));
        }
        return batches;
    }

    private <A> A answered(Supplier<A> call) {
        try {
            return call.get();
        } catch (StatusRuntimeException e) {
            throw Refusals.from(e)
                    .orElseGet(
                            () ->
                                    new Refusal(
                                            Reason.REASON_UNAVAILABLE,
                                            service + ": away (expected: try again later)"));
        }
    }
}
