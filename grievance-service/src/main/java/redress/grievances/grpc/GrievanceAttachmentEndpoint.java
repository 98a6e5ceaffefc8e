package redress.grievances.grpc;

import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.util.Optional;
import redress.grievances.attachments.GrievanceFiles;
import redress.grievances.v1.DeleteGrievanceAttachmentRequest;
import redress.grievances.v1.DeleteGrievanceAttachmentResponse;
import redress.grievances.v1.DownloadGrievanceAttachmentRequest;
import redress.grievances.v1.DownloadGrievanceAttachmentResponse;
import redress.grievances.v1.GrievanceAttachmentServiceGrpc;
import redress.grievances.v1.ListGrievanceAttachmentsRequest;
import redress.grievances.v1.ListGrievanceAttachmentsResponse;
import redress.grievances.v1.UploadGrievanceAttachmentRequest;
import redress.grievances.v1.UploadGrievanceAttachmentResponse;
import redress.mesh.access.Caller;
import redress.mesh.attachments.AttachmentLimits;
import redress.mesh.attachments.IncomingAttachment;
import redress.mesh.attachments.KeepAttachments;
import redress.mesh.attachments.OutgoingAttachment;
import redress.mesh.attachments.UploadPart;
import redress.mesh.store.Database;
import redress.mesh.store.Page;

/// The files of grievances as calls of the contract.
@GrpcService
public class GrievanceAttachmentEndpoint
        extends GrievanceAttachmentServiceGrpc.GrievanceAttachmentServiceImplBase {
    private final KeepAttachments files;

    GrievanceAttachmentEndpoint(Database database, GrievanceFiles items, AttachmentLimits limits) {
        this.files = new KeepAttachments(database, items, limits);
    }

    @Override
    public StreamObserver<UploadGrievanceAttachmentRequest> uploadGrievanceAttachment(
            StreamObserver<UploadGrievanceAttachmentResponse> answer) {
        return IncomingAttachment.of(
                files,
                Caller.current(),
                GrievanceAttachmentEndpoint::part,
                kept -> UploadGrievanceAttachmentResponse.newBuilder().setAttachment(kept).build(),
                answer);
    }

    @Override
    public void downloadGrievanceAttachment(
            DownloadGrievanceAttachmentRequest request,
            StreamObserver<DownloadGrievanceAttachmentResponse> answer) {
        OutgoingAttachment.send(
                files.open(Caller.current(), request.getId()),
                head ->
                        DownloadGrievanceAttachmentResponse.newBuilder()
                                .setAttachment(head)
                                .build(),
                part -> DownloadGrievanceAttachmentResponse.newBuilder().setChunk(part).build(),
                answer);
    }

    @Override
    public void listGrievanceAttachments(
            ListGrievanceAttachmentsRequest request,
            StreamObserver<ListGrievanceAttachmentsResponse> answer) {
        var slice = files.list(Caller.current(), request.getGrievanceId(), Page.of(request));
        answer.onNext(
                ListGrievanceAttachmentsResponse.newBuilder()
                        .addAllAttachments(slice.rows())
                        .setNextPageToken(slice.nextPageToken())
                        .build());
        answer.onCompleted();
    }

    @Override
    public void deleteGrievanceAttachment(
            DeleteGrievanceAttachmentRequest request,
            StreamObserver<DeleteGrievanceAttachmentResponse> answer) {
        var deleted = files.delete(Caller.current(), request, request.getId(), request.getReason());
        answer.onNext(
                DeleteGrievanceAttachmentResponse.newBuilder().setAttachment(deleted).build());
        answer.onCompleted();
    }

    private static UploadPart part(UploadGrievanceAttachmentRequest request) {
        return new UploadPart(
                request,
                request.getGrievanceId(),
                request.hasDetails() ? Optional.of(request.getDetails()) : Optional.empty(),
                request.getChunk());
    }
}
