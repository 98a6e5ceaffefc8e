package redress.cases.grpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.util.Optional;
import redress.cases.lifecycle.MergeCases;
import redress.cases.lifecycle.OpenCase;
import redress.cases.lifecycle.ProgressCase;
import redress.cases.lifecycle.ReadCases;
import redress.cases.lifecycle.TransferCase;
import redress.cases.lifecycle.UpdateCase;
import redress.cases.lifecycle.UpsertCases;
import redress.cases.notes.KeepNotes;
import redress.cases.recommendation.ReviewRecommendation;
import redress.cases.v1.AcceptTransferRequest;
import redress.cases.v1.AcceptTransferResponse;
import redress.cases.v1.AddNoteRequest;
import redress.cases.v1.AddNoteResponse;
import redress.cases.v1.AssignCaseRequest;
import redress.cases.v1.AssignCaseResponse;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.CaseUpdate;
import redress.cases.v1.ChangeStageRequest;
import redress.cases.v1.ChangeStageResponse;
import redress.cases.v1.CloseCaseRequest;
import redress.cases.v1.CloseCaseResponse;
import redress.cases.v1.CompleteCaseRequest;
import redress.cases.v1.CompleteCaseResponse;
import redress.cases.v1.GetCaseRequest;
import redress.cases.v1.GetCaseResponse;
import redress.cases.v1.ListCaseTimelineRequest;
import redress.cases.v1.ListCaseTimelineResponse;
import redress.cases.v1.ListCaseUpdatesRequest;
import redress.cases.v1.ListCaseUpdatesResponse;
import redress.cases.v1.ListCasesRequest;
import redress.cases.v1.ListCasesResponse;
import redress.cases.v1.ListNotesRequest;
import redress.cases.v1.ListNotesResponse;
import redress.cases.v1.MergeCasesRequest;
import redress.cases.v1.MergeCasesResponse;
import redress.cases.v1.OpenCaseRequest;
import redress.cases.v1.OpenCaseResponse;
import redress.cases.v1.RecordCaseReviewRequest;
import redress.cases.v1.RecordCaseReviewResponse;
import redress.cases.v1.RejectTransferRequest;
import redress.cases.v1.RejectTransferResponse;
import redress.cases.v1.ReopenCaseRequest;
import redress.cases.v1.ReopenCaseResponse;
import redress.cases.v1.ResumeCaseRequest;
import redress.cases.v1.ResumeCaseResponse;
import redress.cases.v1.ReviewCaseRecommendationRequest;
import redress.cases.v1.ReviewCaseRecommendationResponse;
import redress.cases.v1.SuspendCaseRequest;
import redress.cases.v1.SuspendCaseResponse;
import redress.cases.v1.TerminateCaseRequest;
import redress.cases.v1.TerminateCaseResponse;
import redress.cases.v1.TransferCaseRequest;
import redress.cases.v1.TransferCaseResponse;
import redress.cases.v1.UpdateCaseRequest;
import redress.cases.v1.UpdateCaseResponse;
import redress.cases.v1.UpsertCasesRequest;
import redress.cases.v1.UpsertCasesResponse;
import redress.cases.v1.WatchCasesRequest;
import redress.cases.v1.WatchCasesResponse;
import redress.cases.v1.WithdrawTransferRequest;
import redress.cases.v1.WithdrawTransferResponse;
import redress.mesh.access.Caller;
import redress.mesh.events.EventStream;
import redress.mesh.events.LoggedEvent;
import redress.mesh.events.Position;
import redress.mesh.events.WatchEvents;
import redress.mesh.store.Timeline;

/// The calls of the contract, each handed to its feature. The gate has admitted the caller and
/// checked the request; what a feature throws is answered by the gate.
@GrpcService
public class CaseEndpoint extends CaseServiceGrpc.CaseServiceImplBase {
    private final OpenCase opening;
    private final ReadCases reading;
    private final UpdateCase updating;
    private final ProgressCase progress;
    private final TransferCase transfers;
    private final MergeCases merging;
    private final UpsertCases upserting;
    private final WatchEvents watching;
    private final KeepNotes notes;
    private final ReviewRecommendation reviews;

    CaseEndpoint(
            OpenCase opening,
            ReadCases reading,
            UpdateCase updating,
            ProgressCase progress,
            TransferCase transfers,
            MergeCases merging,
            UpsertCases upserting,
            WatchEvents watching,
            KeepNotes notes,
            ReviewRecommendation reviews) {
        this.opening = opening;
        this.reading = reading;
        this.updating = updating;
        this.progress = progress;
        this.transfers = transfers;
        this.merging = merging;
        this.upserting = upserting;
        this.watching = watching;
        this.notes = notes;
        this.reviews = reviews;
    }

    @Override
    public void openCase(OpenCaseRequest request, StreamObserver<OpenCaseResponse> answer) {
        var opened = opening.open(Caller.current(), request);
        reply(answer, OpenCaseResponse.newBuilder().setCase(opened).build());
    }

    @Override
    public void getCase(GetCaseRequest request, StreamObserver<GetCaseResponse> answer) {
        var found = reading.get(Caller.current(), request.getId());
        reply(answer, GetCaseResponse.newBuilder().setCase(found).build());
    }

    @Override
    public void listCases(ListCasesRequest request, StreamObserver<ListCasesResponse> answer) {
        var slice = reading.list(Caller.current(), request);
        reply(
                answer,
                ListCasesResponse.newBuilder()
                        .addAllCases(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
    }

    @Override
    public void updateCase(UpdateCaseRequest request, StreamObserver<UpdateCaseResponse> answer) {
        var updated = updating.update(Caller.current(), request);
        reply(answer, UpdateCaseResponse.newBuilder().setCase(updated).build());
    }

    @Override
    public void assignCase(AssignCaseRequest request, StreamObserver<AssignCaseResponse> answer) {
        var assigned = progress.assign(Caller.current(), request);
        reply(answer, AssignCaseResponse.newBuilder().setCase(assigned).build());
    }

    @Override
    public void changeStage(
            ChangeStageRequest request, StreamObserver<ChangeStageResponse> answer) {
        var moved = progress.changeStage(Caller.current(), request);
        reply(answer, ChangeStageResponse.newBuilder().setCase(moved).build());
    }

    @Override
    public void closeCase(CloseCaseRequest request, StreamObserver<CloseCaseResponse> answer) {
        var closed = progress.close(Caller.current(), request);
        reply(answer, CloseCaseResponse.newBuilder().setCase(closed).build());
    }

    @Override
    public void suspendCase(
            SuspendCaseRequest request, StreamObserver<SuspendCaseResponse> answer) {
        var suspended = progress.suspend(Caller.current(), request);
        reply(answer, SuspendCaseResponse.newBuilder().setCase(suspended).build());
    }

    @Override
    public void resumeCase(ResumeCaseRequest request, StreamObserver<ResumeCaseResponse> answer) {
        var resumed = progress.resume(Caller.current(), request);
        reply(answer, ResumeCaseResponse.newBuilder().setCase(resumed).build());
    }

    @Override
    public void completeCase(
            CompleteCaseRequest request, StreamObserver<CompleteCaseResponse> answer) {
        var completed = progress.complete(Caller.current(), request);
        reply(answer, CompleteCaseResponse.newBuilder().setCase(completed).build());
    }

    @Override
    public void terminateCase(
            TerminateCaseRequest request, StreamObserver<TerminateCaseResponse> answer) {
        var terminated = progress.terminate(Caller.current(), request);
        reply(answer, TerminateCaseResponse.newBuilder().setCase(terminated).build());
    }

    @Override
    public void reopenCase(ReopenCaseRequest request, StreamObserver<ReopenCaseResponse> answer) {
        var reopened = progress.reopen(Caller.current(), request);
        reply(answer, ReopenCaseResponse.newBuilder().setCase(reopened).build());
    }

    @Override
    public void recordCaseReview(
            RecordCaseReviewRequest request, StreamObserver<RecordCaseReviewResponse> answer) {
        var reviewed = progress.review(Caller.current(), request);
        reply(answer, RecordCaseReviewResponse.newBuilder().setCase(reviewed).build());
    }

    @Override
    public void mergeCases(MergeCasesRequest request, StreamObserver<MergeCasesResponse> answer) {
        var merged = merging.merge(Caller.current(), request);
        reply(answer, MergeCasesResponse.newBuilder().setCase(merged).build());
    }

    @Override
    public void upsertCases(
            UpsertCasesRequest request, StreamObserver<UpsertCasesResponse> answer) {
        var results = upserting.upsert(Caller.current(), request);
        reply(answer, UpsertCasesResponse.newBuilder().addAllResults(results).build());
    }

    @Override
    public void listCaseUpdates(
            ListCaseUpdatesRequest request, StreamObserver<ListCaseUpdatesResponse> answer) {
        var slice = reading.updates(Caller.current(), request);
        reply(
                answer,
                ListCaseUpdatesResponse.newBuilder()
                        .addAllUpdates(slice.events().stream().map(CaseEndpoint::update).toList())
                        .setPosition(slice.end().text())
                        .build());
    }

    @Override
    public void watchCases(WatchCasesRequest request, StreamObserver<WatchCasesResponse> answer) {
        watching.watch(
                Caller.current(),
                new WatchEvents.Start(request.getPosition(), request.getFromNow()),
                new EventStream<>(answer, CaseEndpoint::told));
    }

    @Override
    public void transferCase(
            TransferCaseRequest request, StreamObserver<TransferCaseResponse> answer) {
        var asked = transfers.request(Caller.current(), request);
        reply(answer, TransferCaseResponse.newBuilder().setCase(asked).build());
    }

    @Override
    public void acceptTransfer(
            AcceptTransferRequest request, StreamObserver<AcceptTransferResponse> answer) {
        var accepted = transfers.accept(Caller.current(), request);
        reply(answer, AcceptTransferResponse.newBuilder().setCase(accepted).build());
    }

    @Override
    public void rejectTransfer(
            RejectTransferRequest request, StreamObserver<RejectTransferResponse> answer) {
        var rejected = transfers.reject(Caller.current(), request);
        reply(answer, RejectTransferResponse.newBuilder().setCase(rejected).build());
    }

    @Override
    public void withdrawTransfer(
            WithdrawTransferRequest request, StreamObserver<WithdrawTransferResponse> answer) {
        var withdrawn = transfers.withdraw(Caller.current(), request);
        reply(answer, WithdrawTransferResponse.newBuilder().setCase(withdrawn).build());
    }

    @Override
    public void addNote(AddNoteRequest request, StreamObserver<AddNoteResponse> answer) {
        var note = notes.add(Caller.current(), request);
        reply(answer, AddNoteResponse.newBuilder().setNote(note).build());
    }

    @Override
    public void listNotes(ListNotesRequest request, StreamObserver<ListNotesResponse> answer) {
        var slice = notes.list(Caller.current(), request);
        reply(
                answer,
                ListNotesResponse.newBuilder()
                        .addAllNotes(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
    }

    @Override
    public void listCaseTimeline(
            ListCaseTimelineRequest request, StreamObserver<ListCaseTimelineResponse> answer) {
        var slice = reading.timeline(Caller.current(), request);
        reply(
                answer,
                ListCaseTimelineResponse.newBuilder()
                        .addAllEntries(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
    }

    @Override
    public void reviewCaseRecommendation(
            ReviewCaseRecommendationRequest request,
            StreamObserver<ReviewCaseRecommendationResponse> answer) {
        var reviewed = reviews.review(Caller.current(), request);
        reply(answer, ReviewCaseRecommendationResponse.newBuilder().setCase(reviewed).build());
    }

    private static WatchCasesResponse told(Optional<LoggedEvent> event, Position position) {
        var told = WatchCasesResponse.newBuilder().setPosition(position.text());
        event.ifPresent(each -> told.setUpdate(update(each)));
        return told.build();
    }

    private static CaseUpdate update(LoggedEvent event) {
        return CaseUpdate.newBuilder()
                .setCaseId(event.item().toString())
                .setEventId(event.id().toString())
                .setType(event.type())
                .setOccurredAt(Timeline.timestamp(event.occurredAt()))
                .build();
    }

    private static <A> void reply(StreamObserver<A> answer, A message) {
        answer.onNext(message);
        answer.onCompleted();
    }
}
