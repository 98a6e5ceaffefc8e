package redress.cases.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Sensitivity;
import redress.cases.v1.Case;
import redress.cases.v1.CaseState;
import redress.cases.v1.ListNotesRequest;
import redress.cases.v1.Note;
import redress.decisions.v1.ModelReference;
import redress.decisions.v1.Review;
import redress.mesh.access.Caller;
import redress.mesh.store.Page;

class PostgresCasesIT extends StoredCases {
    @Test
    void findsWhatWasAdded() {
        Case added = add(row -> row);

        assertThat(find(WORKER, added)).contains(added);
        assertThat(find(WORKER, row())).isEmpty();
    }

    @Test
    void findsACaseAsItHasBecome() {
        Case before = add(row -> row);
        Case after =
                before.toBuilder()
                        .setState(CaseState.CASE_STATE_ACTIVE)
                        .setCaseWorker("worker")
                        .build();

        replace(WORKER, after);

        assertThat(find(WORKER, before)).contains(after);
        assertThat(list(WORKER, filters -> filters.setCaseWorker("worker"))).containsExactly(after);
    }

    @Test
    void givesEachNumberOnce() {
        var numbers =
                IntStream.range(0, 20)
                        .parallel()
                        .mapToObj(_ -> database.as(WORKER, cases::nextNumber))
                        .toList();

        assertThat(numbers).doesNotHaveDuplicates().allMatch(n -> n.matches("CASE-\\d{4}-\\d{6}"));
    }

    @Test
    void refusesATakenExternalIdentifier() {
        String taken = "taken-" + area;
        add(row -> external(row, taken));
        Case other = add(row -> row);

        refused(Reason.REASON_ALREADY_EXISTS, () -> add(row -> external(row, taken)));
        refused(
                Reason.REASON_ALREADY_EXISTS,
                () -> replace(WORKER, external(other.toBuilder(), taken).build()));
    }

    @Test
    void hidesSensitiveCasesFromAllButTheirWorkerSupervisorsAndTheService() {
        Case sensitive = addAs(WORKER, Sensitivity.SENSITIVITY_SENSITIVE);
        Case highly = addAs(WORKER, Sensitivity.SENSITIVITY_HIGHLY_SENSITIVE);

        assertThat(List.of(OTHER, TestDatabase.person("nobody"), TestDatabase.person("")))
                .allSatisfy(
                        caller -> {
                            assertThat(find(caller, sensitive)).isEmpty();
                            assertThat(lock(caller, sensitive)).isEmpty();
                            assertThat(list(caller, f -> f)).isEmpty();
                        });
        assertThat(list(WORKER, f -> f)).containsExactly(highly, sensitive);
        assertThat(list(SUPERVISOR, f -> f)).containsExactly(highly, sensitive);
        Optional<Case> served =
                database.asService(
                        "case-service", transaction -> cases.find(transaction, id(sensitive)));
        assertThat(served).contains(sensitive);
    }

    @Test
    @DisplayName("zero-trust 12: a sensitive case is not there for who did not identify surely")
    void hidesSensitiveCasesFromWhoDidNotIdentifySurely() {
        Case sensitive = addAs(WORKER, Sensitivity.SENSITIVITY_SENSITIVE);
        Case standard = addAs(WORKER, Sensitivity.SENSITIVITY_STANDARD);

        for (var role : List.of(Role.ROLE_CASE_WORKER, Role.ROLE_SUPERVISOR)) {
            var unsure = TestDatabase.unsure("worker", role);
            assertThat(find(unsure, sensitive)).isEmpty();
            assertThat(lock(unsure, sensitive)).isEmpty();
            assertThat(list(unsure, f -> f)).containsExactly(standard);
        }
    }

    @Test
    void saysThatMoreAssuranceIsNeededToWhoWouldSeeTheCaseThen() {
        Case sensitive = addAs(WORKER, Sensitivity.SENSITIVITY_SENSITIVE);

        assertThat(missing(TestDatabase.unsure("worker", Role.ROLE_CASE_WORKER), sensitive))
                .isEqualTo(Reason.REASON_INSUFFICIENT_USER_AUTHENTICATION);
        assertThat(missing(TestDatabase.unsure("other", Role.ROLE_CASE_WORKER), sensitive))
                .isEqualTo(Reason.REASON_NOT_FOUND);
        assertThat(missing(OTHER, sensitive)).isEqualTo(Reason.REASON_NOT_FOUND);
    }

    @Test
    void isClosedAgainAfterLookingForWhatIsHidden() {
        Case sensitive = addAs(WORKER, Sensitivity.SENSITIVITY_SENSITIVE);
        Optional<Case> afterwards =
                database.as(
                        TestDatabase.unsure("worker", Role.ROLE_CASE_WORKER),
                        transaction -> {
                            var _ = cases.missing(transaction, id(sensitive));
                            return cases.find(transaction, id(sensitive));
                        });
        assertThat(afterwards).isEmpty();
    }

    private Reason missing(Caller caller, Case known) {
        return database.as(caller, transaction -> cases.missing(transaction, id(known))).reason();
    }

    @Test
    void showsConfidentialNotesToTheirAuthorAndSupervisorsOnly() {
        Case known = add(row -> row);
        Note open = note(WORKER, known, false);
        Note confidential = note(WORKER, known, true);

        assertThat(notes(WORKER, known)).containsExactly(confidential, open);
        assertThat(notes(SUPERVISOR, known)).containsExactly(confidential, open);
        assertThat(notes(OTHER, known)).containsExactly(open);
        assertThat(notes(TestDatabase.person(""), known)).containsExactly(open);
    }

    private Note note(Caller author, Case known, boolean confidential) {
        var note =
                Note.newBuilder()
                        .setId(UuidCreator.getTimeOrderedEpoch().toString())
                        .setAuthor(author.userName())
                        .setIsConfidential(confidential)
                        .build();
        return database.as(
                author,
                transaction -> {
                    notes.add(transaction, id(known), note);
                    return note;
                });
    }

    private List<Note> notes(Caller caller, Case known) {
        var page = Page.of(ListNotesRequest.getDefaultInstance());
        return database.as(caller, transaction -> notes.list(transaction, id(known), page)).rows();
    }

    @Test
    void hidesSensitiveCasesFromATransactionThatNamesNobody() {
        addAs(WORKER, Sensitivity.SENSITIVITY_SENSITIVE);
        String count = "SELECT count(*) FROM cases WHERE area_code = :area";

        assertThat(
                        postgres.jdbi()
                                .<Long, RuntimeException>withHandle(
                                        handle ->
                                                handle.createQuery(count)
                                                        .bind("area", area)
                                                        .mapTo(Long.class)
                                                        .one()))
                .isZero();
    }

    @Test
    void unspecifiedSensitivityIsStandard() {
        Case standard = addAs(WORKER, Sensitivity.SENSITIVITY_UNSPECIFIED);

        assertThat(find(SUPERVISOR, standard)).contains(standard);
    }

    @Test
    void changesNothingUnseen() {
        Case sensitive = addAs(WORKER, Sensitivity.SENSITIVITY_SENSITIVE);

        replace(OTHER, sensitive.toBuilder().setCaseWorker("other").build());

        assertThat(find(SUPERVISOR, sensitive)).contains(sensitive);
    }

    @Test
    void onlyOpenUnjudgedCasesWithoutAModelAwaitOne() {
        Case waiting = add(row -> row);
        add(row -> row.setState(CaseState.CASE_STATE_CLOSED));
        add(
                row -> {
                    row.getRecommendationBuilder().setModel(ModelReference.getDefaultInstance());
                    return row;
                });
        add(
                row -> {
                    row.getRecommendationBuilder().setReview(Review.getDefaultInstance());
                    return row;
                });

        var awaiting =
                database.asService(
                        "case-service", transaction -> cases.awaitingModel(transaction, 1000));

        assertThat(awaiting)
                .filteredOn(row -> row.getDetails().getAreaCode().equals(area))
                .containsExactly(waiting);
    }

    private Case addAs(Caller caller, Sensitivity sensitivity) {
        var row = row().toBuilder();
        row.setCaseWorker("worker").getDetailsBuilder().setSensitivity(sensitivity);
        return database.as(caller, transaction -> stored(transaction, row.build()));
    }

    private Optional<Case> lock(Caller caller, Case row) {
        return database.as(caller, transaction -> cases.lock(transaction, id(row)));
    }
}
