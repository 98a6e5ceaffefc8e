package redress.grievances.postgres;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.beneficiaries.v1.Sensitivity;
import redress.decisions.v1.ModelReference;
import redress.decisions.v1.Review;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceState;
import redress.mesh.access.Caller;

class PostgresGrievancesIT extends StoredGrievances {
    @Test
    void findsWhatWasAdded() {
        Grievance added = add(row -> row);

        assertThat(find(OFFICER, added)).contains(added);
        assertThat(find(OFFICER, grievance())).isEmpty();
    }

    @Test
    void findsAGrievanceAsItHasBecome() {
        Grievance before = add(row -> row);
        Grievance after =
                before.toBuilder()
                        .setState(GrievanceState.GRIEVANCE_STATE_ASSIGNED)
                        .setAssignedTo("officer")
                        .build();

        replace(OFFICER, after);

        assertThat(find(OFFICER, before)).contains(after);
        assertThat(list(OFFICER, filters -> filters.setAssignedTo("officer")))
                .containsExactly(after);
    }

    @Test
    void givesEachNumberOnce() {
        var numbers =
                IntStream.range(0, 20)
                        .parallel()
                        .mapToObj(_ -> database.as(OFFICER, grievances::nextNumber))
                        .toList();

        assertThat(numbers).doesNotHaveDuplicates().allMatch(n -> n.matches("GRV-\\d{4}-\\d{6}"));
    }

    @Test
    void refusesATakenExternalIdentifier() {
        String taken = "taken-" + area;
        add(row -> external(row, taken));
        Grievance other = add(row -> row);

        refused(Reason.REASON_ALREADY_EXISTS, () -> add(row -> external(row, taken)));
        refused(
                Reason.REASON_ALREADY_EXISTS,
                () -> replace(OFFICER, external(other.toBuilder(), taken).build()));
    }

    @Test
    void hidesSensitiveGrievancesFromAllButClearedOfficersAndTheService() {
        Grievance sensitive = addAs(OFFICER, Sensitivity.SENSITIVITY_SENSITIVE);
        Grievance highly = addAs(OFFICER, Sensitivity.SENSITIVITY_HIGHLY_SENSITIVE);

        assertThat(List.of(OFFICER, SUPERVISOR, TestDatabase.person("nobody")))
                .allSatisfy(
                        caller -> {
                            assertThat(find(caller, sensitive)).isEmpty();
                            assertThat(lock(caller, sensitive)).isEmpty();
                            assertThat(list(caller, f -> f)).isEmpty();
                        });
        assertThat(list(CLEARED, f -> f)).containsExactly(highly, sensitive);
        Optional<Grievance> served =
                database.asService(
                        "grievance-service",
                        transaction -> grievances.find(transaction, id(sensitive)));
        assertThat(served).contains(sensitive);
    }

    @Test
    void hidesSensitiveGrievancesFromATransactionThatNamesNobody() {
        addAs(OFFICER, Sensitivity.SENSITIVITY_SENSITIVE);
        String count = "SELECT count(*) FROM grievances WHERE area_code = :area";

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
        Grievance standard = addAs(OFFICER, Sensitivity.SENSITIVITY_UNSPECIFIED);

        assertThat(find(SUPERVISOR, standard)).contains(standard);
    }

    @Test
    void changesNothingUnseen() {
        Grievance sensitive = addAs(OFFICER, Sensitivity.SENSITIVITY_SENSITIVE);

        replace(OFFICER, sensitive.toBuilder().setAssignedTo("officer").build());

        assertThat(find(CLEARED, sensitive)).contains(sensitive);
    }

    @Test
    void onlyOpenUnjudgedGrievancesWithoutAModelAwaitOne() {
        Grievance waiting = add(row -> row);
        add(row -> row.setState(GrievanceState.GRIEVANCE_STATE_RESOLVED));
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
                        "grievance-service",
                        transaction -> grievances.awaitingModel(transaction, 1000));

        assertThat(awaiting)
                .filteredOn(row -> row.getDetails().getAreaCode().equals(area))
                .containsExactly(waiting);
    }

    private Grievance addAs(Caller caller, Sensitivity sensitivity) {
        var row = grievance().toBuilder();
        row.getDetailsBuilder().setSensitivity(sensitivity);
        return database.as(caller, transaction -> stored(transaction, row.build()));
    }

    private Optional<Grievance> lock(Caller caller, Grievance row) {
        return database.as(caller, transaction -> grievances.lock(transaction, id(row)));
    }
}
