package redress.cases.grpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.util.Optional;
import redress.cases.attachments.CaseFiles;
import redress.cases.v1.CaseAttachmentServiceGrpc;
import redress.cases.v1.DeleteCaseAttachmentRequest;
import redress.cases.v1.DeleteCaseAttachmentResponse;
import redress.cases.v1.DownloadCaseAttachmentRequest;
import redress.cases.v1.DownloadCaseAttachmentResponse;
import redress.cases.v1.ListCaseAttachmentsRequest;
import redress.cases.v1.ListCaseAttachmentsResponse;
import redress.cases.v1.UploadCaseAttachmentRequest;
import redress.cases.v1.UploadCaseAttachmentResponse;
import redress.mesh.access.Caller;
import redress.mesh.attachments.AttachmentLimits;
import redress.mesh.attachments.IncomingAttachment;
import redress.mesh.attachments.KeepAttachments;
import redress.mesh.attachments.OutgoingAttachment;
import redress.mesh.attachments.UploadPart;
import redress.mesh.store.Database;
import redress.mesh.store.Page;

/// The files of cases as calls of the contract.
@GrpcService
public class CaseAttachmentEndpoint
        extends CaseAttachmentServiceGrpc.CaseAttachmentServiceImplBase {
    private final KeepAttachments files;

    CaseAttachmentEndpoint(Database database, CaseFiles items, AttachmentLimits limits) {
        this.files = new KeepAttachments(database, items, limits);
    }

    @Override
    public StreamObserver<UploadCaseAttachmentRequest> uploadCaseAttachment(
            StreamObserver<UploadCaseAttachmentResponse> answer) {
        return IncomingAttachment.of(
                files,
                Caller.current(),
                CaseAttachmentEndpoint::part,
                kept -> UploadCaseAttachmentResponse.newBuilder().setAttachment(kept).build(),
                answer);
    }

    @Override
    public void downloadCaseAttachment(
            DownloadCaseAttachmentRequest request,
            StreamObserver<DownloadCaseAttachmentResponse> answer) {
        OutgoingAttachment.send(
                files.open(Caller.current(), request.getId()),
                head -> DownloadCaseAttachmentResponse.newBuilder().setAttachment(head).build(),
                part -> DownloadCaseAttachmentResponse.newBuilder().setChunk(part).build(),
                answer);
    }

    @Override
    public void listCaseAttachments(
            ListCaseAttachmentsRequest request,
            StreamObserver<ListCaseAttachmentsResponse> answer) {
        var slice = files.list(Caller.current(), request.getCaseId(), Page.of(request));
        answer.onNext(
                ListCaseAttachmentsResponse.newBuilder()
                        .addAllAttachments(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
        answer.onCompleted();
    }

    @Override
    public void deleteCaseAttachment(
            DeleteCaseAttachmentRequest request,
            StreamObserver<DeleteCaseAttachmentResponse> answer) {
        var deleted = files.delete(Caller.current(), request, request.getId(), request.getReason());
        answer.onNext(DeleteCaseAttachmentResponse.newBuilder().setAttachment(deleted).build());
        answer.onCompleted();
    }

    private static UploadPart part(UploadCaseAttachmentRequest request) {
        return new UploadPart(
                request,
                request.getCaseId(),
                request.hasDetails() ? Optional.of(request.getDetails()) : Optional.empty(),
                request.getChunk());
    }
}
