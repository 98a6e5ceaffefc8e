package redress.grievances.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Identifier;
import redress.grievances.postgres.PostgresActionLog;
import redress.grievances.postgres.PostgresGrievancePersonalData;
import redress.grievances.postgres.PostgresGrievances;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.ActionVerb;
import redress.grievances.v1.Channel;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.grievances.v1.GrievanceDetails;
import redress.grievances.v1.GrievanceState;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.rights.ServePersonalData;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.personaldata.v1.PersonalItem;

/// The grievances of one person in a database, and what the rights of the person do with them.
final class OnePersonsGrievances {
    static final Caller OFFICER = TestDatabase.person("officer", Role.ROLE_GRIEVANCE_OFFICER);
    static final String REQUEST = "DSR-2026-000001";

    private final String identifier = UUID.randomUUID().toString();
    private final PostgresGrievances grievances = new PostgresGrievances();
    private final PostgresActionLog log = new PostgresActionLog();
    private final Database database;
    private final ServePersonalData held;

    OnePersonsGrievances(Database database) {
        this.database = database;
        held =
                new ServePersonalData(
                        database,
                        new PostgresGrievancePersonalData(grievances, log),
                        "grievance-service");
    }

    ServePersonalData held() {
        return held;
    }

    Grievance submit(GrievanceState state) {
        return add(received(state));
    }

    Grievance submit(Consumer<GrievanceDetails.Builder> change) {
        var row = received(GrievanceState.GRIEVANCE_STATE_RECEIVED).toBuilder();
        row.getDetailsBuilder().getPreferredContactBuilder().setType("phone").setValue("+57 300");
        change.accept(row.getDetailsBuilder());
        return add(row.build());
    }

    Grievance add(Grievance row) {
        database.write(
                OFFICER,
                transaction -> {
                    grievances.add(transaction, row);
                    transaction.record(new Event(id(row), "grievance.received", "received"));
                });
        return row;
    }

    private Grievance received(GrievanceState state) {
        var id = UuidCreator.getTimeOrderedEpoch();
        var row =
                Grievance.newBuilder()
                        .setId(id.toString())
                        .setNumber("GRV-" + id)
                        .setEtag("1")
                        .setState(state);
        row.getDetailsBuilder()
                .setTitle("No payment")
                .setDescription("since May")
                .setChannel(Channel.CHANNEL_PHONE)
                .setAreaCode("kept")
                .getBeneficiaryBuilder()
                .addIdentifier(identifier());
        return row.build();
    }

    void ask(Grievance known) {
        var action =
                GrievanceAction.newBuilder()
                        .setId(UUID.randomUUID().toString())
                        .setVerb(ActionVerb.ACTION_VERB_INFO_REQUESTED)
                        .setState(known.getState())
                        .setText("Which month?");
        database.write(OFFICER, transaction -> log.add(transaction, known, action.build()));
    }

    List<GrievanceAction> log(Grievance known) {
        return database.asService(
                "grievance-service", transaction -> log.all(transaction, id(known)));
    }

    Grievance read(Grievance known) {
        return database.asService(
                        "grievance-service", transaction -> grievances.find(transaction, id(known)))
                .orElseThrow();
    }

    List<PersonalItem> find() {
        return held.find(List.of(identifier()), Set.of());
    }

    Identifier identifier() {
        return Identifier.newBuilder()
                .setIdentifierType("UIN")
                .setIdentifierValue(identifier)
                .build();
    }

    static UUID id(Grievance known) {
        return UUID.fromString(known.getId());
    }

    static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
