package redress.cases.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redress.cases.attachments.FilingDesk.ANA;
import static redress.cases.attachments.FilingDesk.BEN;
import static redress.cases.attachments.FilingDesk.BOSS;
import static redress.cases.attachments.FilingDesk.ELSEWHERE;
import static redress.cases.attachments.FilingDesk.MOST;
import static redress.cases.attachments.FilingDesk.deletion;
import static redress.cases.attachments.FilingDesk.details;
import static redress.cases.attachments.FilingDesk.first;
import static redress.cases.attachments.FilingDesk.part;
import static redress.cases.attachments.FilingDesk.picture;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.attachments.v1.AttachmentDetails;
import redress.cases.postgres.TestDatabase;
import redress.cases.v1.Case;
import redress.cases.v1.ListCaseTimelineRequest;
import redress.cases.v1.TerminateCaseRequest;
import redress.cases.v1.UploadCaseAttachmentRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.rights.v1.PlaceHoldRequest;
import redress.rights.v1.ReleaseHoldRequest;
import redress.timeline.v1.TimelineEntry;

class FilesIT {
    private static final TestDatabase POSTGRES = TestDatabase.start();
    // Two chunks and a half.
    private static final ByteString PICTURE = picture(640 * 1024);

    private final FilingDesk desk = new FilingDesk(POSTGRES);
    private final Case of = desk.open();

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void aFileComesBackAsItWas() {
        var kept = desk.upload(ANA, of, PICTURE);

        assertThat(desk.download(BEN, kept)).isEqualTo(PICTURE);
        assertThat(desk.list(BEN, of)).containsExactly(kept);
        assertThat(kept.getDetails()).isEqualTo(details(PICTURE).build());
        assertThat(kept.getUploadedBy()).isEqualTo("ana");
        assertThat(timeline()).contains("case.attachment_added");
    }

    @Test
    void theSameRequestKeepsAFileOnceAlsoWhenTheCaseHasEndedMeanwhile() {
        var request = first(of, details(PICTURE).build());
        var kept = desk.upload(ANA, request, PICTURE);
        terminate();

        assertThat(desk.upload(ANA, request, PICTURE)).isEqualTo(kept);

        assertThat(desk.list(ANA, of)).containsExactly(kept);
        var other = request.toBuilder().setDetails(details(picture(9))).build();
        refused(Reason.REASON_REQUEST_ID_REUSED, () -> desk.upload(ANA, other, picture(9)));
    }

    @Test
    void whatIsNotWhatItsSenderSaysIsRefusedAndLeavesNothing() {
        var small = picture(100);
        invalid(details(small).setSha256("0".repeat(64)), small);
        invalid(details(small).setSize(99), small);
        invalid(details(small).setSize(101), small);
        invalid(details(small).setContentType("text/plain"), small);
        invalid(details(small).setContentType("image/jpeg"), small);
        invalid(details(small).setContentType("text/html"), small);
        invalid(details(picture(MOST + 1)), picture(MOST + 1));

        assertThat(desk.list(ANA, of)).isEmpty();
        assertThat(chunks(of)).isZero();
    }

    @Test
    void anUploadBeginsWithItsDetails() {
        var content =
                UploadCaseAttachmentRequest.newBuilder().setChunk(PICTURE.substring(0, 9)).build();
        refused(Reason.REASON_INVALID_REQUEST, () -> desk.files.begin(ANA, part(content)));
        var both =
                first(of, details(PICTURE).build()).toBuilder()
                        .setChunk(PICTURE.substring(0, 9))
                        .build();
        refused(Reason.REASON_INVALID_REQUEST, () -> desk.files.begin(ANA, part(both)));
    }

    @Test
    void anUploadThatIsNotFinishedLeavesNothing() {
        try (var upload = desk.files.begin(ANA, part(first(of, details(PICTURE).build())))) {
            upload.add(PICTURE.substring(0, 300_000));
        }

        assertThat(desk.list(ANA, of)).isEmpty();
        assertThat(chunks(of)).isZero();
    }

    @Test
    void uploadsOfOneUserTakeNoMoreThanAQuarterOfTheRoom() {
        var content = picture(MOST);
        try (var one = desk.files.begin(ANA, part(first(of, details(content).build())));
                var two = desk.files.begin(ANA, part(first(of, details(content).build())));
                var other = desk.files.begin(BEN, part(first(of, details(content).build())))) {
            one.add(content.substring(0, MOST - 5));
            refused(Reason.REASON_TOO_MANY_CALLS, () -> two.add(content.substring(0, 6)));
            other.add(content);
        }
        assertThat(desk.upload(ANA, of, content)).isNotNull();
    }

    @Test
    void aCaseThatHasEndedTakesNoFiles() {
        terminate();

        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> desk.upload(ANA, of, PICTURE));
    }

    @Test
    void aCaseTakesSoManyFilesAndDeletedOnesDoNotCount() {
        var kept = desk.upload(ANA, of, picture(11));
        var _ = desk.upload(ANA, of, picture(12));
        var _ = desk.upload(ANA, of, picture(13));
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> desk.upload(ANA, of, picture(14)));

        var _ = desk.delete(ANA, deletion(kept));

        assertThat(desk.upload(ANA, of, picture(14))).isNotNull();
    }

    @Test
    @DisplayName("zero-trust 14: a file is seen with its case only")
    void aFileIsSeenWithItsCaseOnly() {
        var kept = desk.upload(ANA, of, PICTURE);

        refused(Reason.REASON_NOT_FOUND, () -> desk.list(ELSEWHERE, of));
        refused(Reason.REASON_NOT_FOUND, () -> desk.download(ELSEWHERE, kept));
        refused(Reason.REASON_NOT_FOUND, () -> desk.upload(ELSEWHERE, of, PICTURE));
        refused(Reason.REASON_NOT_FOUND, () -> desk.delete(ELSEWHERE, deletion(kept)));
        assertThat(rowsSeenBy(ELSEWHERE)).isZero();
        assertThat(rowsSeenBy(ANA)).isPositive();
    }

    @Test
    @DisplayName("zero-trust 14: a confidential file is for its author and supervisors")
    void aConfidentialFileIsForItsAuthorAndSupervisors() {
        var secret = details(PICTURE).setIsConfidential(true).build();
        var kept = desk.upload(ANA, first(of, secret), PICTURE);

        assertThat(desk.list(BEN, of)).isEmpty();
        refused(Reason.REASON_NOT_FOUND, () -> desk.download(BEN, kept));
        var dpo = TestDatabase.person("dpo", Role.ROLE_DATA_PROTECTION_OFFICER);
        refused(Reason.REASON_NOT_FOUND, () -> desk.download(dpo, kept));
        assertThat(desk.download(ANA, kept)).isEqualTo(PICTURE);
        assertThat(desk.download(BOSS, kept)).isEqualTo(PICTURE);
    }

    @Test
    void aReaderWhoLosesSightOfAFileGetsNoMoreOfIt() {
        var kept = desk.upload(ANA, of, PICTURE);
        var download = desk.files.open(BEN, kept.getId());
        assertThat(download.chunk(0)).isNotNull();

        var _ = desk.delete(ANA, deletion(kept));

        refused(Reason.REASON_NOT_FOUND, () -> download.chunk(1));
    }

    @Test
    void deletingDestroysTheContentAndKeepsTheTrace() {
        var kept = desk.upload(ANA, of, PICTURE);
        refused(Reason.REASON_ROLE_MISSING, () -> desk.delete(BEN, deletion(kept)));

        var request = deletion(kept);
        var deleted = desk.delete(BOSS, request);

        assertThat(desk.delete(BOSS, request)).describedAs("once").isEqualTo(deleted);
        assertThat(deleted.getDeletedBy()).isEqualTo("boss");
        assertThat(deleted.getDeletionReason()).isEqualTo("of somebody else");
        assertThat(desk.list(BEN, of)).containsExactly(deleted);
        assertThat(chunks(of)).isZero();
        refused(Reason.REASON_NOT_FOUND, () -> desk.download(BOSS, deleted));
        refused(Reason.REASON_NOT_FOUND, () -> desk.delete(BOSS, deletion(kept)));
        assertThat(timeline()).contains("case.attachment_deleted");
    }

    @Test
    void underALegalHoldNothingIsDeleted() {
        var kept = desk.upload(ANA, of, PICTURE);
        var dpo = TestDatabase.person("dpo", Role.ROLE_DATA_PROTECTION_OFFICER);
        var hold =
                desk.holds.place(
                        dpo,
                        PlaceHoldRequest.newBuilder()
                                .setRequestId(FilingDesk.id())
                                .setItemId(of.getId())
                                .setReason("Court file 12 O 34/26")
                                .build());

        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> desk.delete(ANA, deletion(kept)));
        assertThat(desk.download(ANA, kept)).isEqualTo(PICTURE);

        var _ =
                desk.holds.release(
                        dpo,
                        ReleaseHoldRequest.newBuilder()
                                .setRequestId(FilingDesk.id())
                                .setId(hold.getId())
                                .setReleaseReason("final")
                                .build());
        assertThat(desk.delete(ANA, deletion(kept)).hasDeletedAt()).isTrue();
    }

    private void invalid(AttachmentDetails.Builder details, ByteString content) {
        refused(
                Reason.REASON_INVALID_REQUEST,
                () -> desk.upload(ANA, first(of, details.build()), content));
    }

    private void terminate() {
        var _ =
                desk.use
                        .progress()
                        .terminate(
                                BOSS,
                                TerminateCaseRequest.newBuilder()
                                        .setRequestId(FilingDesk.id())
                                        .setId(of.getId())
                                        .setEtag(of.getEtag())
                                        .setReason("moved away")
                                        .build());
    }

    private List<String> timeline() {
        var request = ListCaseTimelineRequest.newBuilder().setCaseId(of.getId()).build();
        return desk.use.reading().timeline(BOSS, request).rows().stream()
                .map(TimelineEntry::getType)
                .toList();
    }

    private static long chunks(Case of) {
        return POSTGRES.superuser()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                """
                                                SELECT count(*) FROM attachment_chunks
                                                JOIN attachments ON id = attachment
                                                WHERE item = CAST(:item AS uuid)
                                                """)
                                        .bind("item", of.getId())
                                        .mapTo(Long.class)
                                        .one());
    }

    private long rowsSeenBy(Caller caller) {
        return desk.database.as(
                caller,
                transaction ->
                        transaction
                                .handle()
                                .createQuery("SELECT count(*) FROM attachment_chunks")
                                .mapTo(Long.class)
                                .one());
    }

    private static void refused(Reason reason, Runnable step) {
        assertThatThrownBy(step::run)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
