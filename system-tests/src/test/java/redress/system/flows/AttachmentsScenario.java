package redress.system.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static redress.system.mesh.Refused.assertRefused;

import com.google.protobuf.ByteString;
import io.grpc.Status.Code;
import io.grpc.StatusException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.attachments.v1.Attachment;
import redress.attachments.v1.AttachmentDetails;
import redress.audit.v1.AuditEntry;
import redress.audit.v1.AuditServiceGrpc;
import redress.audit.v1.ListEntriesRequest;
import redress.cases.v1.CaseAttachmentServiceGrpc;
import redress.cases.v1.CaseAttachmentServiceGrpc.CaseAttachmentServiceBlockingStub;
import redress.cases.v1.DownloadCaseAttachmentRequest;
import redress.cases.v1.UploadCaseAttachmentRequest;
import redress.cases.v1.UploadCaseAttachmentResponse;
import redress.grievances.v1.DownloadGrievanceAttachmentRequest;
import redress.grievances.v1.GrievanceAttachmentServiceGrpc;
import redress.grievances.v1.UploadGrievanceAttachmentRequest;
import redress.grievances.v1.UploadGrievanceAttachmentResponse;
import redress.local.home.MeshService;
import redress.rights.v1.PlaceHoldRequest;
import redress.rights.v1.RightsServiceGrpc;
import redress.system.mesh.Assured;
import redress.system.mesh.Rest;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// Files of cases and grievances, over the running mesh.
@Scenario
class AttachmentsScenario {
    private static final int PART_BYTES = 200_000;
    // As long as a file may be.
    private static final ByteString PICTURE = picture(10 * 1024 * 1024);

    @Test
    void aFileOfACaseGoesInComesOutAndIsDeleted(TestMesh mesh) {
        String of = openCase(mesh);
        var kept = uploadToCase(mesh, TestUser.WORKER, of, details(PICTURE), PICTURE);

        assertThat(download(mesh, TestUser.SUPERVISOR, kept)).isEqualTo(PICTURE);
        var rest = mesh.rest("console", TestUser.WORKER);
        var listed = rest.get(MeshService.CASES, "/v1/cases/" + of + "/attachments");
        assertThat(listed.status()).isEqualTo(200);
        assertThat(listed.body().at("/attachments/0/details/name").asText()).isEqualTo("roof.png");

        var deleted = delete(mesh, kept);

        assertThat(deleted.status()).isEqualTo(200);
        assertThat(deleted.text("deleted_by")).isEqualTo("worker");
        assertRefused(Code.NOT_FOUND, "NOT_FOUND", () -> download(mesh, TestUser.WORKER, kept));
    }

    @Test
    void aFileOfAGrievanceGoesInComesOutAndIsKeptUnderALegalHold(TestMesh mesh) {
        String of =
                mesh.console(TestUser.OFFICER)
                        .grievances()
                        .submitGrievance(Samples.submitGrievance(Samples.name("files")))
                        .getGrievance()
                        .getId();
        var kept = uploadToGrievance(mesh, of);
        var answers =
                GrievanceAttachmentServiceGrpc.newBlockingStub(
                                mesh.console(TestUser.SUPERVISOR).channel(MeshService.GRIEVANCES))
                        .withDeadlineAfter(60, TimeUnit.SECONDS)
                        .downloadGrievanceAttachment(
                                DownloadGrievanceAttachmentRequest.newBuilder()
                                        .setId(kept.getId())
                                        .build());
        assertThat(answers.next().getAttachment()).isEqualTo(kept);
        var content = ByteString.EMPTY;
        while (answers.hasNext()) {
            content = content.concat(answers.next().getChunk());
        }
        assertThat(content).isEqualTo(PICTURE);

        assertThat(deleteOfGrievance(mesh, kept, hold(mesh, of))).isEqualTo(409);
    }

    @Test
    void whatDoesNotFitIsRefusedAndAnUploadThatBreaksOffLeavesNothing(TestMesh mesh) {
        String of = openCase(mesh);
        var small = picture(1000);
        for (var wrong :
                List.of(
                        details(small).setSha256("0".repeat(64)),
                        details(small).setSize(999),
                        details(small).setContentType("application/pdf"),
                        details(small).setContentType("text/html"),
                        details(small).setSize(PICTURE.size() + 1L))) {
            assertRefused(
                    Code.INVALID_ARGUMENT,
                    "INVALID_REQUEST",
                    () -> uploadToCase(mesh, TestUser.WORKER, of, wrong, small));
        }
        breakOff(mesh, of);

        var listed =
                mesh.rest("console", TestUser.WORKER)
                        .get(MeshService.CASES, "/v1/cases/" + of + "/attachments");
        assertThat(listed.body().path("attachments")).isEmpty();
    }

    @Test
    @DisplayName("zero-trust 16: each upload and download is recorded with its object")
    void eachUploadAndDownloadIsRecorded(TestMesh mesh) {
        String of = openCase(mesh);
        var small = picture(PART_BYTES * 3);
        var kept = uploadToCase(mesh, TestUser.WORKER, of, details(small), small);
        assertThat(download(mesh, TestUser.SUPERVISOR, kept)).isEqualTo(small);

        assertThat(methods(mesh, of)).contains("UploadCaseAttachment worker OK");
        assertThat(methods(mesh, kept.getId()))
                .containsExactly("DownloadCaseAttachment supervisor OK");
    }

    @Test
    @DisplayName("zero-trust 14: who does not see a case does not see its files")
    void aFileIsOutOfSightWithItsCase(TestMesh mesh) {
        var kept =
                uploadToCase(
                        mesh, TestUser.WORKER, openCase(mesh), details(picture(99)), picture(99));

        assertRefused(
                Code.NOT_FOUND, "NOT_FOUND", () -> download(mesh, TestUser.CASH_WORKER, kept));
    }

    private static List<String> methods(TestMesh mesh, String object) {
        var entries =
                AuditServiceGrpc.newBlockingStub(
                                mesh.console(TestUser.AUDITOR, Assured.CODE)
                                        .channel(MeshService.CASES))
                        .withDeadlineAfter(20, TimeUnit.SECONDS)
                        .listEntries(ListEntriesRequest.newBuilder().setObject(object).build())
                        .getEntriesList();
        return entries.stream().map(AttachmentsScenario::words).toList();
    }

    private static String words(AuditEntry entry) {
        String method = entry.getMethod();
        return "%s %s %s"
                .formatted(
                        method.substring(method.indexOf('/') + 1),
                        entry.getUser(),
                        entry.getCode());
    }

    // The server notices the end of the call, and has forgotten it, when it has recorded it.
    private static void breakOff(TestMesh mesh, String of) {
        var call =
                CaseAttachmentServiceGrpc.newBlockingV2Stub(
                                mesh.console(TestUser.WORKER).channel(MeshService.CASES))
                        .withDeadlineAfter(20, TimeUnit.SECONDS)
                        .uploadCaseAttachment();
        try {
            // More than fits on the way: so the server has taken the first of it.
            var parts = parts(of, details(PICTURE), PICTURE);
            for (var part : parts.subList(0, parts.size() - 1)) {
                assertThat(call.write(part)).isTrue();
            }
        } catch (InterruptedException | StatusException e) {
            throw new IllegalStateException(e);
        } finally {
            call.cancel("broke off", null);
        }
        await().atMost(20, TimeUnit.SECONDS)
                .untilAsserted(
                        () ->
                                assertThat(methods(mesh, of))
                                        .contains("UploadCaseAttachment worker CANCELLED"));
    }

    private static String openCase(TestMesh mesh) {
        return mesh.console(TestUser.WORKER)
                .cases()
                .openCase(Samples.openCase(Samples.name("files")))
                .getCase()
                .getId();
    }

    private static Attachment uploadToCase(
            TestMesh mesh,
            TestUser user,
            String of,
            AttachmentDetails.Builder details,
            ByteString content) {
        var stub =
                CaseAttachmentServiceGrpc.newStub(mesh.console(user).channel(MeshService.CASES))
                        .withDeadlineAfter(60, TimeUnit.SECONDS);
        UploadCaseAttachmentResponse answer =
                Streamed.send(stub::uploadCaseAttachment, parts(of, details, content));
        return answer.getAttachment();
    }

    private static List<UploadCaseAttachmentRequest> parts(
            String of, AttachmentDetails.Builder details, ByteString content) {
        var parts = new ArrayList<UploadCaseAttachmentRequest>();
        parts.add(
                UploadCaseAttachmentRequest.newBuilder()
                        .setRequestId(Samples.id())
                        .setCaseId(of)
                        .setDetails(details)
                        .build());
        chunks(content)
                .forEach(
                        chunk ->
                                parts.add(
                                        UploadCaseAttachmentRequest.newBuilder()
                                                .setChunk(chunk)
                                                .build()));
        return parts;
    }

    private static Attachment uploadToGrievance(TestMesh mesh, String of) {
        var parts = new ArrayList<UploadGrievanceAttachmentRequest>();
        parts.add(
                UploadGrievanceAttachmentRequest.newBuilder()
                        .setRequestId(Samples.id())
                        .setGrievanceId(of)
                        .setDetails(details(PICTURE))
                        .build());
        chunks(PICTURE)
                .forEach(
                        chunk ->
                                parts.add(
                                        UploadGrievanceAttachmentRequest.newBuilder()
                                                .setChunk(chunk)
                                                .build()));
        var stub =
                GrievanceAttachmentServiceGrpc.newStub(
                                mesh.console(TestUser.OFFICER).channel(MeshService.GRIEVANCES))
                        .withDeadlineAfter(60, TimeUnit.SECONDS);
        UploadGrievanceAttachmentResponse answer =
                Streamed.send(stub::uploadGrievanceAttachment, parts);
        return answer.getAttachment();
    }

    private static ByteString download(TestMesh mesh, TestUser user, Attachment known) {
        CaseAttachmentServiceBlockingStub stub =
                CaseAttachmentServiceGrpc.newBlockingStub(
                                mesh.console(user).channel(MeshService.CASES))
                        .withDeadlineAfter(60, TimeUnit.SECONDS);
        var request = DownloadCaseAttachmentRequest.newBuilder().setId(known.getId()).build();
        var answers = stub.downloadCaseAttachment(request);
        assertThat(answers.next().getAttachment()).isEqualTo(known);
        var content = ByteString.EMPTY;
        while (answers.hasNext()) {
            content = content.concat(answers.next().getChunk());
        }
        return content;
    }

    private static Rest.Answer delete(TestMesh mesh, Attachment known) {
        return mesh.rest("console", TestUser.WORKER)
                .post(
                        MeshService.CASES,
                        "/v1/case-attachments/" + known.getId() + ":delete",
                        "{\"request_id\": \"%s\", \"reason\": \"wrong roof\"}"
                                .formatted(Samples.id()));
    }

    private static int deleteOfGrievance(TestMesh mesh, Attachment known, String reason) {
        return mesh.rest("console", TestUser.OFFICER)
                .post(
                        MeshService.GRIEVANCES,
                        "/v1/grievance-attachments/" + known.getId() + ":delete",
                        "{\"request_id\": \"%s\", \"reason\": \"despite %s\"}"
                                .formatted(Samples.id(), reason))
                .status();
    }

    private static String hold(TestMesh mesh, String item) {
        return RightsServiceGrpc.newBlockingStub(
                        mesh.console(TestUser.DPO, Assured.CODE).channel(MeshService.CASES))
                .withDeadlineAfter(20, TimeUnit.SECONDS)
                .placeHold(
                        PlaceHoldRequest.newBuilder()
                                .setRequestId(Samples.id())
                                .setItemId(item)
                                .setReason("Court file 12 O 34/26")
                                .build())
                .getHold()
                .getId();
    }

    private static AttachmentDetails.Builder details(ByteString content) {
        return AttachmentDetails.newBuilder()
                .setName("roof.png")
                .setContentType("image/png")
                .setSize(content.size())
                .setSha256(sha256(content));
    }

    private static List<ByteString> chunks(ByteString content) {
        var chunks = new ArrayList<ByteString>();
        for (int from = 0; from < content.size(); from += PART_BYTES) {
            chunks.add(content.substring(from, Math.min(content.size(), from + PART_BYTES)));
        }
        return chunks;
    }

    private static ByteString picture(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        byte[] beginning = HexFormat.of().parseHex("89504e470d0a1a0a");
        System.arraycopy(beginning, 0, bytes, 0, beginning.length);
        return ByteString.copyFrom(bytes);
    }

    private static String sha256(ByteString content) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(content.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
