package redress.grievances.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.grievances.lifecycle.OnePersonsGrievances.OFFICER;
import static redress.grievances.lifecycle.OnePersonsGrievances.REQUEST;
import static redress.grievances.lifecycle.OnePersonsGrievances.id;
import static redress.grievances.lifecycle.OnePersonsGrievances.refused;
import static redress.grievances.lifecycle.Requests.about;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.grievances.clock.ConfiguredClock;
import redress.grievances.postgres.PostgresActionLog;
import redress.grievances.postgres.PostgresGrievances;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.AcknowledgeGrievanceRequest;
import redress.grievances.v1.ComplainantType;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.grievances.v1.GrievanceLink;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.LinkGrievanceRequest;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.mesh.access.Caller;
import redress.mesh.rights.Expiry;
import redress.mesh.store.Database;
import redress.personaldata.v1.PersonalItem;
import redress.timeline.v1.TimelineEntry;

class PersonalDataIT {
    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final Database database = POSTGRES.database();
    private final OnePersonsGrievances person = new OnePersonsGrievances(database);
    private final PostgresGrievances grievances = new PostgresGrievances();
    private final ChangeGrievance changes =
            new ChangeGrievance(
                    database,
                    grievances,
                    new PostgresActionLog(),
                    TestUseCases.clock(ConfiguredClock.parse(ConfiguredClock.shipped())),
                    (_, _, _) -> {});

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void erasesWhatIsAskedForAndKeepsWhatSharesItsKey() {
        var erased = person.submit(GrievanceState.GRIEVANCE_STATE_RECEIVED);
        var kept = person.submit(GrievanceState.GRIEVANCE_STATE_RECEIVED);

        assertThat(person.held().erase(Set.of(id(erased)), REQUEST)).containsExactly(id(erased));
        assertThat(person.held().erase(Set.of(id(erased)), REQUEST)).describedAs("once").isEmpty();

        assertThat(person.read(kept)).isEqualTo(kept);
        var after = person.read(erased);
        assertThat(after.hasErasedAt()).isTrue();
        assertThat(after.getDetails().getTitle()).isEmpty();
        assertThat(after.getDetails().getAreaCode()).isEqualTo("kept");
        assertThat(after.getState()).isEqualTo(GrievanceState.GRIEVANCE_STATE_CLOSED);
        assertThat(person.find()).extracting(PersonalItem::getId).containsExactly(kept.getId());
        refused(Reason.REASON_ERASED, () -> acknowledge(after));
        assertThat(person.held().export(id(erased)))
                .filteredOn(TimelineEntry.class::isInstance)
                .last()
                .extracting(entry -> ((TimelineEntry) entry).getSummary())
                .isEqualTo("erased on request " + REQUEST);
    }

    @Test
    void erasesTheWordsOfALogAndKeepsThoseOfOthersWithTheSameKey() {
        var erased = person.submit(GrievanceState.GRIEVANCE_STATE_ON_HOLD);
        var kept = person.submit(GrievanceState.GRIEVANCE_STATE_ON_HOLD);
        List.of(erased, kept).forEach(person::ask);

        assertThat(person.held().erase(Set.of(id(erased)), REQUEST)).containsExactly(id(erased));

        assertThat(person.log(erased)).extracting(GrievanceAction::getText).containsOnly("");
        assertThat(person.log(erased)).allMatch(GrievanceAction::hasErasedAt, "says so");
        assertThat(person.log(erased))
                .extracting(GrievanceAction::getState)
                .containsExactly(
                        GrievanceState.GRIEVANCE_STATE_ON_HOLD,
                        GrievanceState.GRIEVANCE_STATE_CLOSED);
        assertThat(person.log(kept))
                .extracting(GrievanceAction::getText)
                .containsExactly("Which month?");
        assertThat(person.held().export(id(kept)))
                .hasAtLeastOneElementOfType(GrievanceAction.class);
    }

    @Test
    void aRestrictedGrievanceIsNotWorkedOnUntilTheRestrictionIsLifted() {
        var known = person.submit(GrievanceState.GRIEVANCE_STATE_RECEIVED);

        assertThat(person.held().restrict(Set.of(id(known)), REQUEST)).containsExactly(id(known));
        assertThat(person.held().restrict(Set.of(id(known)), REQUEST)).isEmpty();
        refused(Reason.REASON_RESTRICTED, () -> acknowledge(person.read(known)));
        assertThat(person.find()).allMatch(PersonalItem::hasRestrictedAt);

        assertThat(person.held().lift(Set.of(id(known)), REQUEST)).containsExactly(id(known));
        assertThat(acknowledge(person.read(known)).getState())
                .isEqualTo(GrievanceState.GRIEVANCE_STATE_ACKNOWLEDGED);
    }

    @DisplayName("zero-trust 14: a complaint stays hidden from its subject when it is erased")
    @Test
    void anErasedComplaintStaysHiddenFromItsSubject() {
        var known = person.submit(details -> details.addSubjectsOfComplaint("accused"));

        var _ = person.held().erase(Set.of(id(known)), REQUEST);

        var accused = TestDatabase.person("accused", Role.ROLE_GRIEVANCE_OFFICER);
        assertThat(seen(accused, known)).isEmpty();
        assertThat(seen(OFFICER, known)).isPresent();
        assertThat(person.read(known).getDetails().getSubjectsOfComplaintList()).isEmpty();
    }

    @Test
    void givesOutNothingThatSomebodyElseSaidAboutTheBeneficiary() {
        var another = ComplainantType.COMPLAINANT_TYPE_OTHER;
        var known = person.submit(details -> details.setComplainantType(another));
        person.ask(known);

        assertThat(person.held().export(id(known)).toString())
                .doesNotContain("No payment", "since May", "+57 300", "Which month?")
                .contains(known.getNumber(), person.identifier().getIdentifierValue());
    }

    @Test
    void noStoredAnswerOutlivesWhatItTellsOf() {
        var use = new TestUseCases(database);
        var first = use.submitting().submit(OFFICER, submission("first"));
        var other = use.submitting().submit(OFFICER, submission("other"));
        var link =
                about(
                        first,
                        LinkGrievanceRequest.newBuilder()
                                .setOtherId(other.getId())
                                .setLink(GrievanceLink.GRIEVANCE_LINK_RELATED)
                                .build());
        assertThat(use.links().link(OFFICER, link).getDetails().getDescription()).isNotEmpty();

        var _ = person.held().erase(Set.of(id(first)), REQUEST);

        refused(Reason.REASON_ALREADY_EXISTS, () -> use.links().link(OFFICER, link));
    }

    private static SubmitGrievanceRequest submission(String who) {
        var request = Requests.submission().toBuilder();
        request.getDetailsBuilder()
                .getBeneficiaryBuilder()
                .addIdentifierBuilder()
                .setIdentifierType("UIN")
                .setIdentifierValue(who + UUID.randomUUID());
        return request.build();
    }

    private Optional<Grievance> seen(Caller caller, Grievance known) {
        return database.as(caller, transaction -> grievances.find(transaction, id(known)));
    }

    @Test
    void expiredGoesOnAfterAnItem() {
        var first = person.submit(GrievanceState.GRIEVANCE_STATE_REJECTED);
        var second = person.submit(GrievanceState.GRIEVANCE_STATE_REJECTED);
        var expiry = expiry(first.getState(), Duration.ofMinutes(1));

        assertThat(person.held().expired(expiry.from(id(first))))
                .extracting(PersonalItem::getId)
                .containsExactly(second.getId());
    }

    @Test
    void expiredIsWhatHasEndedAndNobodyTouchedSince() {
        var ended = person.submit(GrievanceState.GRIEVANCE_STATE_WITHDRAWN);
        var open = person.submit(GrievanceState.GRIEVANCE_STATE_IN_PROGRESS);
        var state = ended.getState();

        assertThat(person.held().expired(expiry(state, Duration.ofMinutes(1))))
                .extracting(PersonalItem::getId)
                .contains(ended.getId())
                .doesNotContain(open.getId());
        assertThat(person.held().expired(expiry(state, Duration.ofMinutes(-1)))).isEmpty();
    }

    @Test
    void passesOverWhatItDoesNotHold() {
        assertThat(person.held().erase(Set.of(UUID.randomUUID()), REQUEST)).isEmpty();
        assertThat(person.held().export(UUID.randomUUID())).isEmpty();
    }

    private static Expiry expiry(GrievanceState state, Duration ahead) {
        var since = Instant.now().plus(ahead);
        return new Expiry(List.of(state.name()), since, Optional.empty(), 1000);
    }

    private Grievance acknowledge(Grievance known) {
        var request =
                AcknowledgeGrievanceRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .build();
        var change =
                new ChangeGrievance.Change(
                        request, known.getId(), known.getEtag(), "grievance.acknowledged", "");
        return changes.apply(
                OFFICER,
                change,
                (_, before) ->
                        before.toBuilder()
                                .setState(GrievanceState.GRIEVANCE_STATE_ACKNOWLEDGED)
                                .build());
    }
}
