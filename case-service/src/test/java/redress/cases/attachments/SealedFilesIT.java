package redress.cases.attachments;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redress.cases.attachments.FilingDesk.ANA;
import static redress.cases.attachments.FilingDesk.deletion;
import static redress.cases.attachments.FilingDesk.details;
import static redress.cases.attachments.FilingDesk.first;
import static redress.cases.attachments.FilingDesk.picture;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.attachments.v1.Attachment;
import redress.cases.postgres.TestDatabase;
import redress.cases.v1.Case;
import redress.mesh.access.Refusal;
import redress.mesh.attachments.AttachmentRows;

/// What a thief or a forger in the database gets of files, and what persons' rights make of them.
class SealedFilesIT {
    private static final TestDatabase POSTGRES = TestDatabase.start();
    private static final String MARKER = "Zaubermarke";
    private static final String REQUEST = "DSR-2026-000001";
    private static final ByteString PICTURE = picture(640 * 1024);

    private final FilingDesk desk = new FilingDesk(POSTGRES);
    private final Case of = desk.open();

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void nothingOfAFileIsReadableInTheDatabase() {
        var text = ByteString.copyFromUtf8(MARKER.repeat(100));
        var details = details(text).setContentType("text/plain").setName(MARKER + ".txt").build();
        var kept = desk.upload(ANA, first(of, details), text);
        var dump = POSTGRES.dumpOfRows();
        assertThat(dump.contains(MARKER)).isFalse();
        assertThat(dump.contains(details.getSha256())).isFalse();

        var request = deletion(kept).toBuilder().setReason(MARKER).build();
        var _ = desk.delete(ANA, request);
        assertThat(POSTGRES.dumpOfRows().contains(MARKER)).isFalse();
    }

    @Test
    void chunksInAnotherOrderAreFound() {
        var kept = desk.upload(ANA, of, PICTURE);

        // 0, 1, 2 become -1, -2, -3 and then 2, 1, 0.
        change(
                "UPDATE attachment_chunks SET position = -1 - position WHERE attachment = :id",
                kept);
        change("UPDATE attachment_chunks SET position = 3 + position WHERE attachment = :id", kept);
        unreadable(kept);
    }

    @Test
    void aChunkThatWasTakenAwayIsFoundAlsoIfTheirNumberIsForged() {
        var kept = desk.upload(ANA, of, PICTURE);

        change("DELETE FROM attachment_chunks WHERE attachment = :id AND position = 2", kept);
        unreadable(kept);
        change("UPDATE attachments SET chunks = 2 WHERE id = :id", kept);
        unreadable(kept);
    }

    @Test
    void aChunkOfAnotherFileIsFound() {
        var kept = desk.upload(ANA, of, PICTURE);
        var other = desk.upload(ANA, of, PICTURE);

        change(
                """
                UPDATE attachment_chunks SET content = (
                    SELECT content FROM attachment_chunks
                    WHERE attachment = '%s' AND position = 1)
                WHERE attachment = :id AND position = 1
                """
                        .formatted(other.getId()),
                kept);
        unreadable(kept);
        assertThat(desk.download(ANA, other)).isEqualTo(PICTURE);
    }

    @Test
    void alteredContentIsFound() {
        var kept = desk.upload(ANA, of, PICTURE);

        change(
                """
                UPDATE attachment_chunks SET content = set_byte(content, 99, 255 - get_byte(content, 99))
                WHERE attachment = :id AND position = 0
                """,
                kept);
        unreadable(kept);
    }

    @Test
    @DisplayName("zero-trust 36: an access file tells of no confidential file")
    void anAccessFileTellsOfNoConfidentialFile() {
        var given = desk.upload(ANA, of, PICTURE);
        var secret = details(PICTURE).setIsConfidential(true).build();
        var _ = desk.upload(ANA, first(of, secret), PICTURE);

        var rows = new AttachmentRows();
        List<Attachment> told =
                POSTGRES.database()
                        .asService(
                                "case-service",
                                transaction ->
                                        rows.given(transaction, UUID.fromString(of.getId())));
        assertThat(told).containsExactly(given);
    }

    @Test
    void anErasureDestroysFilesAlsoInCopiesOfTheirRows() {
        var kept = desk.upload(ANA, of, PICTURE);
        var begun = desk.files.open(ANA, kept.getId());
        var other = desk.open();
        var spared = desk.upload(ANA, other, PICTURE);
        POSTGRES.superuser()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "CREATE TABLE backup AS SELECT * FROM attachment_chunks"));

        assertThat(desk.held.erase(Set.of(UUID.fromString(of.getId())), REQUEST)).hasSize(1);

        assertThat(chunks(kept)).isZero();
        change("INSERT INTO attachment_chunks SELECT * FROM backup WHERE attachment = :id", kept);
        POSTGRES.superuser().useHandle(handle -> handle.execute("DROP TABLE backup"));
        refused(Reason.REASON_ERASED, () -> begun.chunk(0));
        refused(Reason.REASON_ERASED, () -> desk.download(ANA, kept));
        refused(Reason.REASON_ERASED, () -> desk.upload(ANA, of, PICTURE));
        refused(Reason.REASON_ERASED, () -> desk.delete(ANA, deletion(kept)));
        var left = desk.list(ANA, of).getFirst();
        assertThat(left.hasErasedAt()).isTrue();
        assertThat(left.getDetails().getName()).isEmpty();
        assertThat(left.getDetails().getSize()).isEqualTo(PICTURE.size());
        assertThat(desk.download(ANA, spared)).isEqualTo(PICTURE);
    }

    @Test
    void anAccessRequestGetsEachFileByNameAndDigest() {
        var kept = desk.upload(ANA, of, PICTURE);

        assertThat(desk.held.export(UUID.fromString(of.getId()))).contains(kept);
    }

    @Test
    void filesOfARestrictedCaseAreNotUsed() {
        var kept = desk.upload(ANA, of, PICTURE);
        var item = Set.of(UUID.fromString(of.getId()));

        assertThat(desk.held.restrict(item, REQUEST)).hasSize(1);

        refused(Reason.REASON_RESTRICTED, () -> desk.list(ANA, of));
        refused(Reason.REASON_RESTRICTED, () -> desk.upload(ANA, of, PICTURE));
        refused(Reason.REASON_NOT_FOUND, () -> desk.download(ANA, kept));
        var _ = desk.held.lift(item, REQUEST);
        assertThat(desk.download(ANA, kept)).isEqualTo(PICTURE);
    }

    private void unreadable(Attachment known) {
        assertThatThrownBy(() -> desk.download(ANA, known))
                .isInstanceOf(IllegalStateException.class)
                .isNotInstanceOf(Refusal.class);
    }

    private static void change(String sql, Attachment known) {
        int changed =
                POSTGRES.superuser()
                        .withHandle(
                                handle ->
                                        handle.createUpdate(sql)
                                                .bind("id", UUID.fromString(known.getId()))
                                                .execute());
        assertThat(changed).isPositive();
    }

    private static long chunks(Attachment known) {
        return POSTGRES.superuser()
                .withHandle(
                        handle ->
                                handle.createQuery(
                                                "SELECT count(*) FROM attachment_chunks WHERE attachment = :id")
                                        .bind("id", UUID.fromString(known.getId()))
                                        .mapTo(Long.class)
                                        .one());
    }

    private static void refused(Reason reason, Runnable step) {
        assertThatThrownBy(step::run)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
