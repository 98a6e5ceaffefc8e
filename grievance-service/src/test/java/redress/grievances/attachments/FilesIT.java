package redress.grievances.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.attachments.v1.Attachment;
import redress.attachments.v1.AttachmentDetails;
import redress.beneficiaries.v1.Sensitivity;
import redress.grievances.lifecycle.TestUseCases;
import redress.grievances.postgres.PostgresActionLog;
import redress.grievances.postgres.PostgresGrievancePersonalData;
import redress.grievances.postgres.PostgresGrievances;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.DeleteGrievanceAttachmentRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.ListGrievanceAttachmentsRequest;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.grievances.v1.UploadGrievanceAttachmentRequest;
import redress.grievances.v1.WithdrawGrievanceRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.attachments.AttachmentLimits;
import redress.mesh.attachments.KeepAttachments;
import redress.mesh.attachments.MediaType;
import redress.mesh.attachments.UploadPart;
import redress.mesh.rights.ServePersonalData;
import redress.mesh.store.Database;
import redress.mesh.store.Page;

class FilesIT {
    private static final Caller ANA = TestDatabase.person("ana", Role.ROLE_GRIEVANCE_OFFICER);
    private static final Caller BEN = TestDatabase.person("ben", Role.ROLE_GRIEVANCE_OFFICER);
    private static final Caller CLEARED =
            TestDatabase.person("cleared", Role.ROLE_SENSITIVE_OFFICER);
    private static final TestDatabase POSTGRES = TestDatabase.start();
    private static final ByteString LETTER =
            ByteString.copyFromUtf8("No payment since May.\n".repeat(20_000));

    private final Database database = POSTGRES.database();
    private final HoldsFake holds = new HoldsFake();
    private final TestUseCases use = new TestUseCases(database);
    private final KeepAttachments files =
            new KeepAttachments(
                    database,
                    new GrievanceFiles(new PostgresGrievances(), new PostgresActionLog(), holds),
                    new AttachmentLimits(1_000_000, 3, Set.of(MediaType.TEXT), 4_000_000));
    private final ServePersonalData held =
            new ServePersonalData(
                    database,
                    new PostgresGrievancePersonalData(
                            new PostgresGrievances(), new PostgresActionLog()),
                    "grievance-service");

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void aFileComesBackAsItWasUntilItIsDeleted() {
        var of = submit(Sensitivity.SENSITIVITY_STANDARD);
        var kept = upload(ANA, of, false);

        assertThat(download(BEN, kept)).isEqualTo(LETTER);
        assertThat(list(BEN, of)).containsExactly(kept);
        refused(Reason.REASON_ROLE_MISSING, () -> delete(BEN, kept));

        assertThat(delete(ANA, kept).hasDeletedAt()).isTrue();
        refused(Reason.REASON_NOT_FOUND, () -> download(ANA, kept));
    }

    @Test
    void nothingIsDeletedUnderAHoldOrWhileNobodyKnows() {
        var kept = upload(ANA, submit(Sensitivity.SENSITIVITY_STANDARD), false);

        holds.held = true;
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> delete(ANA, kept));
        holds.away = true;
        refused(Reason.REASON_UNAVAILABLE, () -> delete(ANA, kept));

        assertThat(download(ANA, kept)).isEqualTo(LETTER);
    }

    @Test
    void aGrievanceThatHasEndedTakesNoFiles() {
        var of = submit(Sensitivity.SENSITIVITY_STANDARD);
        var _ =
                use.ends()
                        .withdraw(
                                ANA,
                                WithdrawGrievanceRequest.newBuilder()
                                        .setRequestId(id())
                                        .setId(of.getId())
                                        .setEtag(of.getEtag())
                                        .setReason("settled")
                                        .build());

        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> upload(ANA, of, false));
    }

    @Test
    @DisplayName("zero-trust 14: a confidential file is for its author and those who oversee them")
    void aConfidentialFileIsForItsAuthorAndOverseers() {
        var of = submit(Sensitivity.SENSITIVITY_STANDARD);
        var kept = upload(ANA, of, true);

        assertThat(list(BEN, of)).isEmpty();
        refused(Reason.REASON_NOT_FOUND, () -> download(BEN, kept));
        assertThat(download(ANA, kept)).isEqualTo(LETTER);
        assertThat(download(CLEARED, kept)).isEqualTo(LETTER);
    }

    @Test
    @DisplayName("zero-trust 14: a file of a sensitive grievance needs clearance and a passkey")
    void aFileOfASensitiveGrievanceNeedsClearanceAndAPasskey() {
        var of = submit(Sensitivity.SENSITIVITY_SENSITIVE);
        var kept = upload(CLEARED, of, false);
        var unsure = TestDatabase.unsure("cleared", Role.ROLE_SENSITIVE_OFFICER);

        refused(Reason.REASON_NOT_FOUND, () -> upload(ANA, of, false));
        refused(Reason.REASON_NOT_FOUND, () -> download(ANA, kept));
        refused(Reason.REASON_INSUFFICIENT_USER_AUTHENTICATION, () -> download(unsure, kept));
        refused(Reason.REASON_INSUFFICIENT_USER_AUTHENTICATION, () -> list(unsure, of));
        assertThat(download(CLEARED, kept)).isEqualTo(LETTER);
    }

    @Test
    void anAccessRequestGetsFilesAndAnErasureDestroysThem() {
        var of = submit(Sensitivity.SENSITIVITY_STANDARD);
        var kept = upload(ANA, of, false);
        var item = UUID.fromString(of.getId());
        assertThat(held.export(item)).contains(kept);

        assertThat(held.erase(Set.of(item), "DSR-2026-000001")).containsExactly(item);

        refused(Reason.REASON_ERASED, () -> download(ANA, kept));
        refused(Reason.REASON_ERASED, () -> upload(ANA, of, false));
        assertThat(list(ANA, of)).allMatch(Attachment::hasErasedAt);
    }

    private Grievance submit(Sensitivity sensitivity) {
        var request = SubmitGrievanceRequest.newBuilder().setRequestId(id());
        request.getDetailsBuilder().setTitle("No payment").setSensitivity(sensitivity);
        return use.submitting().submit(ANA, request.build());
    }

    private Attachment upload(Caller caller, Grievance of, boolean confidential) {
        var details =
                AttachmentDetails.newBuilder()
                        .setName("letter.txt")
                        .setContentType("text/plain")
                        .setSize(LETTER.size())
                        .setSha256(sha256(LETTER))
                        .setIsConfidential(confidential)
                        .build();
        var first =
                UploadGrievanceAttachmentRequest.newBuilder()
                        .setRequestId(id())
                        .setGrievanceId(of.getId())
                        .setDetails(details)
                        .build();
        var part = new UploadPart(first, of.getId(), Optional.of(details), ByteString.EMPTY);
        try (var upload = files.begin(caller, part)) {
            upload.add(LETTER);
            return upload.finish();
        }
    }

    private ByteString download(Caller caller, Attachment known) {
        var download = files.open(caller, known.getId());
        var content = ByteString.EMPTY;
        for (int position = 0; position < download.chunks(); position++) {
            content = content.concat(download.chunk(position));
        }
        return content;
    }

    private List<Attachment> list(Caller caller, Grievance of) {
        var request =
                ListGrievanceAttachmentsRequest.newBuilder().setGrievanceId(of.getId()).build();
        return files.list(caller, of.getId(), Page.of(request)).rows();
    }

    private Attachment delete(Caller caller, Attachment known) {
        var request =
                DeleteGrievanceAttachmentRequest.newBuilder()
                        .setRequestId(id())
                        .setId(known.getId())
                        .setReason("wrong letter")
                        .build();
        return files.delete(caller, request, request.getId(), request.getReason());
    }

    private static void refused(Reason reason, Runnable step) {
        assertThatThrownBy(step::run)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static String id() {
        return UUID.randomUUID().toString();
    }

    private static String sha256(ByteString content) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(content.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class HoldsFake implements ChecksHolds {
        private boolean held;
        private boolean away;

        @Override
        public boolean isHeld(UUID item) {
            if (away) {
                throw new Refusal(Reason.REASON_UNAVAILABLE, "away");
            }
            return held;
        }
    }
}
