package redress.cases.work;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.Message;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;
import redress.cases.lifecycle.CaseRules;
import redress.cases.lifecycle.Day;
import redress.cases.lifecycle.MaskedChange;
import redress.cases.records.CaseRecords;
import redress.cases.records.CaseRecords.Filter;
import redress.cases.records.KeepRecords;
import redress.cases.records.KeepRecords.Step;
import redress.cases.records.RecordKind;
import redress.cases.states.Transition;
import redress.cases.v1.AddTaskRequest;
import redress.cases.v1.CancelTaskRequest;
import redress.cases.v1.Case;
import redress.cases.v1.FinishTaskRequest;
import redress.cases.v1.ListTasksRequest;
import redress.cases.v1.Task;
import redress.cases.v1.TaskDetails;
import redress.cases.v1.UpdateTaskRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;
import redress.mesh.store.Page;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// Tasks of cases: what, by whom, until when, and what came of it.
@ApplicationScoped
public class KeepTasks {
    private final KeepRecords keeping;
    private final CaseRecords records;

    KeepTasks(KeepRecords keeping, CaseRecords records) {
        this.keeping = keeping;
        this.records = records;
    }

    /// Adds a task to an active case.
    ///
    /// @throws Refusal with OUT_OF_SCOPE if the case is a complaint about who shall do it
    public Task add(Caller caller, AddTaskRequest request) {
        Day.require("due_date", request.getDetails().getDueDate());
        var step = new Step(request, request.getCaseId(), "", "case.task_added", "task added");
        return keeping.add(
                caller, RecordKind.TASK, step, (transaction, of) -> task(transaction, of, request));
    }

    /// Changes an open task of an active case.
    public Task update(Caller caller, UpdateTaskRequest request) {
        MaskedChange.require(
                caller,
                TaskDetails.getDefaultInstance(),
                request.hasDetails(),
                request.getUpdateMask());
        return keeping.changeWithin(
                caller,
                RecordKind.TASK,
                step(request, request.getId(), request.getEtag(), "updated"),
                (_, of, before) -> updated(of, before, request));
    }

    /// Notes that a task is done.
    public Task finish(Caller caller, FinishTaskRequest request) {
        return keeping.end(
                caller,
                RecordKind.TASK,
                step(request, request.getId(), request.getEtag(), "done"),
                (transaction, before) ->
                        ended(
                                transaction,
                                TaskState.of(before).finish().applyTo(before),
                                request.getResult()));
    }

    /// Notes that a task is needed no more.
    public Task cancel(Caller caller, CancelTaskRequest request) {
        return keeping.end(
                caller,
                RecordKind.TASK,
                step(request, request.getId(), request.getEtag(), "cancelled"),
                (transaction, before) ->
                        ended(
                                transaction,
                                TaskState.of(before).cancel().applyTo(before),
                                request.getReason()));
    }

    /// A page of tasks of the cases that the caller sees, newest first.
    public Page.Slice<Task> list(Caller caller, ListTasksRequest request) {
        Day.require("due_by", request.getDueBy());
        var page = Page.of(request);
        String state = request.getStateValue() == 0 ? "" : request.getState().name();
        Optional<UUID> caseId =
                request.getCaseId().isEmpty()
                        ? Optional.empty()
                        : Optional.of(Database.id("case_id", request.getCaseId()));
        var filter = new Filter(caseId, state, request.getAssignee(), request.getDueBy());
        return keeping.read(
                caller, transaction -> records.list(transaction, RecordKind.TASK, filter, page));
    }

    private static Task updated(Case of, Task before, UpdateTaskRequest request) {
        var state = TaskState.of(before);
        if (!(state instanceof TaskState.Open)) {
            throw Transition.refused(state, "update");
        }
        var details =
                MaskedChange.apply(
                        before.getDetails(), request.getDetails(), request.getUpdateMask());
        Day.require("due_date", details.getDueDate());
        CaseRules.requireNotAbout(of, "assignee", details.getAssignee());
        return before.toBuilder().setDetails(details).build();
    }

    private static Task task(Transaction transaction, Case of, AddTaskRequest request) {
        CaseRules.requireActive(of, "get a task");
        CaseRules.requireNotAbout(of, "assignee", request.getDetails().getAssignee());
        return TaskState.begun()
                .applyTo(Task.getDefaultInstance())
                .setId(UuidCreator.getTimeOrderedEpoch().toString())
                .setCaseId(request.getCaseId())
                .setDetails(request.getDetails())
                .setCreatedBy(transaction.actor())
                .setCreatedAt(Timeline.timestamp(transaction.now()))
                .build();
    }

    private static Task ended(Transaction transaction, Task.Builder after, String result) {
        return after.setResult(result)
                .setEndedBy(transaction.actor())
                .setEndedAt(Timeline.timestamp(transaction.now()))
                .build();
    }

    private static Step step(Message request, String id, String etag, String done) {
        return new Step(request, id, etag, "case.task_" + done, "task " + done);
    }
}
