package redress.cases.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Identifier;
import redress.beneficiaries.v1.Sensitivity;
import redress.cases.lifecycle.Cases;
import redress.cases.v1.Case;
import redress.cases.v1.CloseCaseRequest;
import redress.cases.v1.ListNotesRequest;
import redress.cases.v1.Note;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.ForgetAnswers;
import redress.mesh.store.Page;
import redress.mesh.store.RequestKey;

class SealedRowsIT {
    private static final Caller SUPERVISOR =
            TestDatabase.person("supervisor", Role.ROLE_SUPERVISOR);

    private static TestDatabase postgres;
    private static Database database;

    private final PostgresCases cases = new PostgresCases();
    private final PostgresNotes notes = new PostgresNotes();

    @BeforeAll
    static void start() {
        postgres = TestDatabase.start();
        database = postgres.database();
    }

    @AfterAll
    static void stop() throws IOException {
        postgres.close();
    }

    @Test
    void nothingPersonalIsInTheDatabaseAndAllOfItIsRead() {
        var marked = new Marked();
        Case written = item(marked.fill(Case.newBuilder()));
        Note note = noteOf(marked.fill(Note.newBuilder()));
        String area = "area-" + UUID.randomUUID();
        Case opened = in(written, area);
        open(opened);
        add(opened, note);
        Case changed =
                opened.toBuilder().setClosureReason(written.getClosureReason() + "2").build();
        change(changed);

        var dump = postgres.dump();

        assertThat(marked.markers()).hasSizeGreaterThan(10);
        assertThat(marked.markers()).noneMatch(dump::contains);
        assertThat(dump.contains(area)).describedAs("the search finds what is there").isTrue();
        assertThat(find(opened)).isEqualTo(changed);
        assertThat(notes(opened)).containsExactly(note);
    }

    @Test
    void aRepeatedWriteGetsItsSealedAnswer() {
        Case row = item(new Marked().fill(Case.newBuilder()));
        var key = key();

        assertThat(once(key, row)).isEqualTo(row);
        assertThat(once(key, item(Case.newBuilder()))).isEqualTo(row);
    }

    @Test
    void aSealedPartOpensInNoOtherRow() {
        Case one = item(new Marked().fill(Case.newBuilder()));
        Case two = item(new Marked().fill(Case.newBuilder()));
        open(one);
        open(two);
        String move =
                """
                UPDATE cases SET (sealed, data_key) =
                    (SELECT sealed, data_key FROM cases WHERE id = :from)
                WHERE id = :to
                """;
        postgres.superuser()
                .useHandle(
                        handle ->
                                handle.createUpdate(move)
                                        .bind("from", id(one))
                                        .bind("to", id(two))
                                        .execute());

        assertThatThrownBy(() -> find(two))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageNotContaining("Zaubermarke");
    }

    @Test
    void itemsOfABeneficiaryVanishTogetherAndNobodyElses() {
        Case one = about("erased", Case.newBuilder());
        Case two = about("erased", Case.newBuilder());
        Case other = about("kept", Case.newBuilder());
        var key = key();
        once(key, one);
        open(two);
        open(other);

        erase("erased");

        assertThat(find(one).hasErasedAt()).isTrue();
        assertThat(find(one).toBuilder().clearErasedAt().build()).isEqualTo(withoutPersonal(one));
        assertThat(find(two).hasErasedAt()).isTrue();
        assertThat(once(key, one).hasErasedAt()).isTrue();
        assertThat(find(other)).isEqualTo(other);
    }

    @Test
    void notesVanishWithTheKeyOfTheirCase() {
        Case row = about("noted", Case.newBuilder());
        Note note = noteOf(new Marked().fill(Note.newBuilder()));
        open(row);
        add(row, note);

        destroy("SELECT data_key FROM notes WHERE case_id = '" + row.getId() + "'");

        assertThat(notes(row)).allMatch(Note::hasErasedAt).allMatch(n -> n.getText().isEmpty());
        assertThat(find(row)).isEqualTo(row);
    }

    @Test
    void anErasedCaseIsStoredAgainAndStaysErased() {
        Case row = about("closed", Case.newBuilder());
        open(row);
        erase("closed");

        Case erased = find(row);
        change(erased);

        assertThat(find(row)).isEqualTo(erased);
    }

    @Test
    void aNewCaseOfAnErasedBeneficiaryHasANewKey() {
        open(about("back", Case.newBuilder()));
        erase("back");
        Case later = about("back", Case.newBuilder());
        open(later);

        assertThat(find(later)).isEqualTo(later);
    }

    @Test
    void answersAreForgottenAndTheWriteIsStillDoneOnce() {
        Case row = item(new Marked().fill(Case.newBuilder()));
        var key = key();
        once(key, row);

        new ForgetAnswers(database, Duration.ZERO, "case-service").run();

        assertThatThrownBy(() -> once(key, item(Case.newBuilder())))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo(Reason.REASON_ALREADY_EXISTS));
        assertThat(
                        postgres.superuser()
                                .<Long, RuntimeException>withHandle(
                                        handle ->
                                                handle.createQuery(
                                                                "SELECT count(document) FROM requests")
                                                        .mapTo(Long.class)
                                                        .one()))
                .isZero();
        assertThat(find(row)).isEqualTo(row);
    }

    private void erase(String identifier) {
        String hash =
                database.asService(
                        "case-service",
                        transaction ->
                                transaction
                                        .sealing()
                                        .lookup()
                                        .hashes(
                                                about(identifier, Case.newBuilder())
                                                        .getDetails()
                                                        .getBeneficiary())
                                        .getFirst());
        destroy("SELECT data_key FROM cases WHERE beneficiary_hashes @> ARRAY['" + hash + "']");
    }

    private static void destroy(String keysOf) {
        int destroyed =
                database.asService(
                        "case-service",
                        transaction -> {
                            var keys =
                                    transaction
                                            .handle()
                                            .createQuery(keysOf)
                                            .mapTo(UUID.class)
                                            .list();
                            return transaction.sealing().destroy(keys);
                        });
        assertThat(destroyed).isEqualTo(1);
    }

    private Case once(RequestKey key, Case row) {
        return database.once(
                SUPERVISOR,
                key,
                Cases.ANSWER,
                transaction -> {
                    cases.add(transaction, row);
                    transaction.record(new Event(id(row), "case.opened", "opened"));
                    return row;
                });
    }

    private void open(Case row) {
        assertThat(once(key(), row)).isEqualTo(row);
    }

    private void change(Case row) {
        database.write(SUPERVISOR, transaction -> cases.replace(transaction, row));
    }

    private void add(Case row, Note note) {
        database.write(SUPERVISOR, transaction -> notes.add(transaction, id(row), note));
    }

    private Case find(Case row) {
        return database.as(SUPERVISOR, transaction -> cases.find(transaction, id(row)))
                .orElseThrow();
    }

    private List<Note> notes(Case row) {
        var page = Page.of(ListNotesRequest.getDefaultInstance());
        return database.as(SUPERVISOR, transaction -> notes.list(transaction, id(row), page))
                .rows();
    }

    private static RequestKey key() {
        return RequestKey.of(
                CloseCaseRequest.newBuilder().setRequestId(UUID.randomUUID().toString()).build());
    }

    private static Case about(String identifier, Case.Builder row) {
        var about = item(row).toBuilder();
        about.setClosureReason("moved away")
                .getDetailsBuilder()
                .setTitle("No payment")
                .getBeneficiaryBuilder()
                .addIdentifier(
                        Identifier.newBuilder()
                                .setIdentifierType("UIN")
                                .setIdentifierValue(identifier));
        return about.build();
    }

    private static Case withoutPersonal(Case row) {
        var open = row.toBuilder().clearClosureReason();
        open.getDetailsBuilder().clearTitle().getBeneficiaryBuilder().clearIdentifier();
        return open.build();
    }

    private static Case in(Case row, String area) {
        var moved = row.toBuilder();
        moved.getDetailsBuilder().setAreaCode(area);
        return moved.build();
    }

    private static Case item(Case.Builder row) {
        var id = UuidCreator.getTimeOrderedEpoch().toString();
        row.setId(id).setNumber("CASE-" + id).clearErasedAt();
        row.getDetailsBuilder().setExternalId(id).setSensitivity(Sensitivity.SENSITIVITY_SENSITIVE);
        return row.build();
    }

    private static Note noteOf(Note.Builder note) {
        return note.setId(UuidCreator.getTimeOrderedEpoch().toString())
                .setAuthor(SUPERVISOR.userName())
                .clearErasedAt()
                .build();
    }

    private static UUID id(Case row) {
        return UUID.fromString(row.getId());
    }
}
