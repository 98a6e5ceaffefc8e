package redress.cases.rights;

import com.google.protobuf.Timestamp;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;
import redress.mesh.store.Timeline;
import redress.personaldata.v1.Correction;
import redress.personaldata.v1.CorrectionOutcome;
import redress.personaldata.v1.PersonalItem;
import redress.rights.v1.DataSubjectRequest;
import redress.rights.v1.ItemOutcome;
import redress.rights.v1.LegalHold;
import redress.rights.v1.RefusalGround;
import redress.rights.v1.RequestKind;
import redress.rights.v1.RequestState;
import redress.rights.v1.ServiceStep;

/// What may happen to a request in which state. Each method gives the request as it becomes.
final class RequestRules {
    private static final Set<RequestKind> ERASING =
            Set.of(RequestKind.REQUEST_KIND_ERASURE, RequestKind.REQUEST_KIND_RETENTION);
    private static final Set<RequestKind> EXPORTING =
            Set.of(RequestKind.REQUEST_KIND_ACCESS, RequestKind.REQUEST_KIND_PORTABILITY);

    private RequestRules() {}

    /// One month, or three when it was extended (Art. 12(3)).
    static Timestamp due(Timestamp received, int months) {
        var from = Instant.ofEpochSecond(received.getSeconds()).atZone(ZoneOffset.UTC);
        return Timeline.timestamp(from.plusMonths(months).toInstant());
    }

    static boolean erases(DataSubjectRequest request) {
        return ERASING.contains(request.getKind());
    }

    static boolean exports(DataSubjectRequest request) {
        return EXPORTING.contains(request.getKind());
    }

    /// Whether services with items may leave some of them alone: who has none waits for that.
    static boolean leavesItems(DataSubjectRequest request) {
        return rectifies(request) || request.hasUnchangedSince();
    }

    static boolean rectifies(DataSubjectRequest request) {
        return request.getKind() == RequestKind.REQUEST_KIND_RECTIFICATION;
    }

    /// Work begins in all services.
    static DataSubjectRequest fulfil(
            DataSubjectRequest before, String officer, List<String> services) {
        require(before, "be fulfilled", RequestState.REQUEST_STATE_RECEIVED);
        var after =
                before.toBuilder()
                        .setState(RequestState.REQUEST_STATE_RUNNING)
                        .setDecidedBy(officer);
        services.forEach(service -> after.addStepsBuilder().setService(service));
        return after.build();
    }

    /// The person is told no.
    static DataSubjectRequest refuse(
            DataSubjectRequest before,
            String officer,
            RefusalGround ground,
            String reason,
            Timestamp now) {
        require(before, "be refused", RequestState.REQUEST_STATE_RECEIVED);
        return before.toBuilder()
                .setState(RequestState.REQUEST_STATE_REFUSED)
                .setDecidedBy(officer)
                .setRefusalGround(ground)
                .setRefusalReason(reason)
                .setFinishedAt(now)
                .build();
    }

    /// The time limit moves by two months, once.
    static DataSubjectRequest extend(DataSubjectRequest before, String reason) {
        require(
                before,
                "be extended",
                RequestState.REQUEST_STATE_RECEIVED,
                RequestState.REQUEST_STATE_RUNNING);
        if (!before.getExtensionReason().isEmpty()) {
            throw new Refusal(
                    Reason.REASON_ILLEGAL_TRANSITION,
                    "the request was extended before (expected: an answer by due_at)");
        }
        return before.toBuilder()
                .setExtensionReason(reason)
                .setDueAt(due(before.getReceivedAt(), 3))
                .build();
    }

    /// A service has told its items. What is under legal hold now is not erased; of a rectification
    /// only those count that it names.
    static DataSubjectRequest found(
            DataSubjectRequest before,
            String service,
            List<PersonalItem> items,
            Map<String, LegalHold> holds) {
        if (step(before, service).getFound()) {
            return before;
        }
        var after = before.toBuilder();
        for (PersonalItem item : items) {
            if (rectifies(before) && !corrected(before).contains(item.getId())) {
                continue;
            }
            var outcome =
                    ItemOutcome.newBuilder()
                            .setId(item.getId())
                            .setNumber(item.getNumber())
                            .setService(service);
            if (erases(before) && holds.containsKey(item.getId())) {
                LegalHold hold = holds.get(item.getId());
                outcome.setHoldId(hold.getId()).setHoldReason(hold.getReason());
            }
            after.addItems(outcome);
        }
        return with(after, service, step -> step.setFound(true));
    }

    /// A service has done its part.
    static DataSubjectRequest done(DataSubjectRequest before, String service, Timestamp now) {
        return with(
                before.toBuilder(),
                service,
                step ->
                        step.setDone(true)
                                .setDoneAt(now)
                                .setAttempts(step.getAttempts() + 1)
                                .clearError());
    }

    /// A service could not do its part now.
    static DataSubjectRequest failed(DataSubjectRequest before, String service, Reason why) {
        return with(
                before.toBuilder(),
                service,
                step -> step.setAttempts(step.getAttempts() + 1).setError(why));
    }

    /// A service has corrected its items, or said why not.
    static DataSubjectRequest rectified(
            DataSubjectRequest before, List<CorrectionOutcome> outcomes) {
        var after = before.toBuilder();
        for (CorrectionOutcome outcome : outcomes) {
            after.getItemsBuilderList().stream()
                    .filter(item -> item.getId().equals(outcome.getItemId()))
                    .forEach(
                            item ->
                                    item.setCorrectionRefusal(outcome.getRefusal())
                                            .setCorrectionMessage(outcome.getMessage()));
        }
        return after.build();
    }

    /// A service has kept items that have changed since a retention rule named them.
    static DataSubjectRequest changed(DataSubjectRequest before, Set<UUID> items) {
        var after = before.toBuilder();
        after.getItemsBuilderList().stream()
                .filter(item -> items.contains(UUID.fromString(item.getId())))
                .forEach(item -> item.setChanged(true));
        return after.build();
    }

    /// The corrections of items.
    static List<Correction> corrections(DataSubjectRequest request, Set<UUID> items) {
        return request.getCorrectionsList().stream()
                .filter(one -> items.contains(UUID.fromString(one.getItemId())))
                .toList();
    }

    static boolean allDone(DataSubjectRequest request) {
        return request.getStepsList().stream().allMatch(ServiceStep::getDone);
    }

    /// Every service has done its part.
    static DataSubjectRequest finish(DataSubjectRequest before, Timestamp now) {
        var after = before.toBuilder().addAllItems(unknown(before));
        return after.setState(
                        after.getItemsList().stream().anyMatch(RequestRules::isLeft)
                                ? RequestState.REQUEST_STATE_PARTLY_REFUSED
                                : RequestState.REQUEST_STATE_DONE)
                .setFinishedAt(now)
                .build();
    }

    /// The items that are neither kept under a hold nor changed since, and whose correction was not
    /// refused.
    static Set<UUID> items(DataSubjectRequest request) {
        return request.getItemsList().stream()
                .filter(item -> !isLeft(item))
                .map(item -> UUID.fromString(item.getId()))
                .collect(Collectors.toSet());
    }

    static ServiceStep step(DataSubjectRequest request, String service) {
        return request.getStepsList().stream()
                .filter(step -> step.getService().equals(service))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(service + ": no step"));
    }

    private static boolean isLeft(ItemOutcome item) {
        return !item.getHoldId().isEmpty()
                || item.getChanged()
                || item.getCorrectionRefusal() != Reason.REASON_UNSPECIFIED;
    }

    private static Set<String> corrected(DataSubjectRequest request) {
        return request.getCorrectionsList().stream()
                .map(Correction::getItemId)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    // Items to be corrected that no service found among those of the person.
    private static List<ItemOutcome> unknown(DataSubjectRequest request) {
        var missing = corrected(request);
        request.getItemsList().forEach(item -> missing.remove(item.getId()));
        return missing.stream()
                .map(
                        id ->
                                ItemOutcome.newBuilder()
                                        .setId(id)
                                        .setCorrectionRefusal(Reason.REASON_NOT_FOUND)
                                        .setCorrectionMessage(
                                                "no item of this person, or erased before")
                                        .build())
                .toList();
    }

    private static DataSubjectRequest with(
            DataSubjectRequest.Builder request,
            String service,
            Consumer<ServiceStep.Builder> change) {
        request.getStepsBuilderList().stream()
                .filter(step -> step.getService().equals(service))
                .forEach(change);
        return request.build();
    }

    private static void require(DataSubjectRequest known, String what, RequestState... allowed) {
        var states = List.of(allowed);
        if (!states.contains(known.getState())) {
            throw new Refusal(
                    Reason.REASON_ILLEGAL_TRANSITION,
                    "the request can't %s: its state is %s (expected: %s)"
                            .formatted(
                                    what,
                                    known.getState(),
                                    String.join(" or ", states.stream().map(Enum::name).toList())));
        }
    }
}
