package redress.grievances.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static redress.grievances.lifecycle.Requests.about;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.FieldMask;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Identifier;
import redress.grievances.clock.ConfiguredClock;
import redress.grievances.postgres.PostgresActionLog;
import redress.grievances.postgres.PostgresGrievancePersonalData;
import redress.grievances.postgres.PostgresGrievances;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.AcknowledgeGrievanceRequest;
import redress.grievances.v1.ActionVerb;
import redress.grievances.v1.Channel;
import redress.grievances.v1.ComplainantType;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.grievances.v1.GrievanceDetails;
import redress.grievances.v1.GrievanceLink;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.LinkGrievanceRequest;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.rights.Expiry;
import redress.mesh.rights.ServePersonalData;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.personaldata.v1.Correction;
import redress.personaldata.v1.PersonalItem;
import redress.timeline.v1.TimelineEntry;

class PersonalDataIT {
    private static final Caller OFFICER =
            TestDatabase.person("officer", Role.ROLE_GRIEVANCE_OFFICER);
    private static final TestDatabase POSTGRES = TestDatabase.start();
    private static final String REQUEST = "DSR-2026-000001";

    private final Database database = POSTGRES.database();
    private final PostgresGrievances grievances = new PostgresGrievances();
    private final PostgresActionLog log = new PostgresActionLog();
    private final ServePersonalData held =
            new ServePersonalData(
                    database,
                    new PostgresGrievancePersonalData(grievances, log),
                    "grievance-service");
    private final ChangeGrievance changes =
            new ChangeGrievance(
                    database,
                    grievances,
                    log,
                    TestUseCases.clock(ConfiguredClock.parse(ConfiguredClock.shipped())));
    private final String person = UUID.randomUUID().toString();

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void erasesWhatIsAskedForAndKeepsWhatSharesItsKey() {
        var erased = submit(GrievanceState.GRIEVANCE_STATE_RECEIVED);
        var kept = submit(GrievanceState.GRIEVANCE_STATE_RECEIVED);

        assertThat(held.erase(Set.of(id(erased)), REQUEST)).containsExactly(id(erased));
        assertThat(held.erase(Set.of(id(erased)), REQUEST)).describedAs("once").isEmpty();

        assertThat(read(kept)).isEqualTo(kept);
        var after = read(erased);
        assertThat(after.hasErasedAt()).isTrue();
        assertThat(after.getDetails().getTitle()).isEmpty();
        assertThat(after.getDetails().getAreaCode()).isEqualTo("kept");
        assertThat(after.getState()).isEqualTo(GrievanceState.GRIEVANCE_STATE_CLOSED);
        assertThat(find()).extracting(PersonalItem::getId).containsExactly(kept.getId());
        refused(Reason.REASON_ERASED, () -> acknowledge(after));
        assertThat(held.export(id(erased)))
                .filteredOn(TimelineEntry.class::isInstance)
                .last()
                .extracting(entry -> ((TimelineEntry) entry).getSummary())
                .isEqualTo("erased on request " + REQUEST);
    }

    @Test
    void erasesTheWordsOfALogAndKeepsThoseOfOthersWithTheSameKey() {
        var erased = submit(GrievanceState.GRIEVANCE_STATE_ON_HOLD);
        var kept = submit(GrievanceState.GRIEVANCE_STATE_ON_HOLD);
        List.of(erased, kept).forEach(this::ask);

        assertThat(held.erase(Set.of(id(erased)), REQUEST)).containsExactly(id(erased));

        assertThat(log(erased)).extracting(GrievanceAction::getText).containsOnly("");
        assertThat(log(erased)).allMatch(GrievanceAction::hasErasedAt, "says so");
        assertThat(log(erased))
                .extracting(GrievanceAction::getState)
                .containsExactly(
                        GrievanceState.GRIEVANCE_STATE_ON_HOLD,
                        GrievanceState.GRIEVANCE_STATE_CLOSED);
        assertThat(log(kept)).extracting(GrievanceAction::getText).containsExactly("Which month?");
        assertThat(held.export(id(kept))).hasAtLeastOneElementOfType(GrievanceAction.class);
    }

    private void ask(Grievance known) {
        var action =
                GrievanceAction.newBuilder()
                        .setId(UUID.randomUUID().toString())
                        .setVerb(ActionVerb.ACTION_VERB_INFO_REQUESTED)
                        .setState(known.getState())
                        .setText("Which month?");
        database.write(OFFICER, transaction -> log.add(transaction, known, action.build()));
    }

    private List<GrievanceAction> log(Grievance known) {
        return database.asService(
                "grievance-service", transaction -> log.all(transaction, id(known)));
    }

    @Test
    void aRestrictedGrievanceIsNotWorkedOnUntilTheRestrictionIsLifted() {
        var known = submit(GrievanceState.GRIEVANCE_STATE_RECEIVED);

        assertThat(held.restrict(Set.of(id(known)), REQUEST)).containsExactly(id(known));
        assertThat(held.restrict(Set.of(id(known)), REQUEST)).isEmpty();
        refused(Reason.REASON_RESTRICTED, () -> acknowledge(read(known)));
        assertThat(find()).allMatch(PersonalItem::hasRestrictedAt);

        assertThat(held.lift(Set.of(id(known)), REQUEST)).containsExactly(id(known));
        assertThat(acknowledge(read(known)).getState())
                .isEqualTo(GrievanceState.GRIEVANCE_STATE_ACKNOWLEDGED);
    }

    @Test
    void rectifiesARestrictedGrievanceOnceAndTellsSoInItsTimeline() {
        var known = submit(GrievanceState.GRIEVANCE_STATE_CLOSED);
        var _ = held.restrict(Set.of(id(known)), REQUEST);

        var correction = correction(known, "Right words");
        assertThat(rectify(correction)).isEqualTo(Reason.REASON_UNSPECIFIED);
        assertThat(rectify(correction(known, "Late words")))
                .describedAs("the same request")
                .isEqualTo(Reason.REASON_UNSPECIFIED);

        var after = read(known);
        assertThat(after.getDetails().getTitle()).isEqualTo("Right words");
        assertThat(after.getDetails().getLanguage()).isEqualTo("es");
        assertThat(after.getDetails().getAreaCode()).isEqualTo("kept");
        assertThat(after.getState()).isEqualTo(known.getState());
        assertThat(held.export(id(known)))
                .filteredOn(TimelineEntry.class::isInstance)
                .last()
                .extracting(entry -> ((TimelineEntry) entry).getSummary())
                .isEqualTo("title, language rectified on request " + REQUEST + ", decided by dpo");
    }

    @Test
    void doesNotRectifyWhatIsErasedUnknownOrWouldBreakTheContract() {
        var erased = submit(GrievanceState.GRIEVANCE_STATE_CLOSED);
        var _ = held.erase(Set.of(id(erased)), REQUEST);
        var known = submit(GrievanceState.GRIEVANCE_STATE_CLOSED);
        var unknown = known.toBuilder().setId(UUID.randomUUID().toString()).build();

        assertThat(rectify(correction(erased, "words"))).isEqualTo(Reason.REASON_ERASED);
        assertThat(rectify(correction(unknown, "words"))).isEqualTo(Reason.REASON_NOT_FOUND);
        assertThat(rectify(correction(known, ""))).isEqualTo(Reason.REASON_INVALID_REQUEST);
        assertThat(read(known)).isEqualTo(known);
    }

    @Test
    void anErasureAfterACorrectedIdentifierReachesNobodyElse() {
        var wrong = submit(GrievanceState.GRIEVANCE_STATE_ON_HOLD);
        var corrected = submit(GrievanceState.GRIEVANCE_STATE_ON_HOLD);
        List.of(wrong, corrected).forEach(this::ask);
        assertThat(rectify(identifier(corrected))).isEqualTo(Reason.REASON_UNSPECIFIED);

        var _ = held.erase(Set.of(id(corrected)), REQUEST);

        assertThat(read(wrong)).isEqualTo(wrong);
        assertThat(log(wrong)).extracting(GrievanceAction::getText).containsExactly("Which month?");
        assertThat(log(corrected)).extracting(GrievanceAction::getText).containsOnly("");
    }

    @Test
    void theLogOfACorrectedGrievanceOutlivesWhomItNamedBefore() {
        var wrong = submit(GrievanceState.GRIEVANCE_STATE_ON_HOLD);
        var corrected = submit(GrievanceState.GRIEVANCE_STATE_ON_HOLD);
        ask(corrected);
        var _ = rectify(identifier(corrected));

        var _ = held.erase(Set.of(id(wrong)), REQUEST);

        assertThat(log(corrected))
                .extracting(GrievanceAction::getText)
                .containsExactly("Which month?");
    }

    @Test
    void anErasureKeepsWhatTheKeyOfAnOldLogSealsOfOthers() {
        var wrong = submit(GrievanceState.GRIEVANCE_STATE_ON_HOLD);
        var moved = submit(GrievanceState.GRIEVANCE_STATE_ON_HOLD);
        List.of(wrong, moved).forEach(this::ask);
        database.write(
                OFFICER, transaction -> grievances.replace(transaction, aboutAnother(moved)));

        var _ = held.erase(Set.of(id(moved)), REQUEST);

        assertThat(read(wrong)).isEqualTo(wrong);
        assertThat(log(wrong)).extracting(GrievanceAction::getText).containsExactly("Which month?");
    }

    @DisplayName("zero-trust 14: a complaint stays hidden from its subject when it is erased")
    @Test
    void anErasedComplaintStaysHiddenFromItsSubject() {
        var known = submit(details -> details.addSubjectsOfComplaint("accused"));

        var _ = held.erase(Set.of(id(known)), REQUEST);

        var accused = TestDatabase.person("accused", Role.ROLE_GRIEVANCE_OFFICER);
        assertThat(seen(accused, known)).isEmpty();
        assertThat(seen(OFFICER, known)).isPresent();
        assertThat(read(known).getDetails().getSubjectsOfComplaintList()).isEmpty();
    }

    @Test
    void givesOutNothingThatSomebodyElseSaidAboutTheBeneficiary() {
        var another = ComplainantType.COMPLAINANT_TYPE_OTHER;
        var known = submit(details -> details.setComplainantType(another));
        ask(known);

        assertThat(held.export(id(known)).toString())
                .doesNotContain("No payment", "since May", "+57 300", "Which month?")
                .contains(known.getNumber(), person);
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

        var _ = held.erase(Set.of(id(first)), REQUEST);

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

    private Grievance submit(Consumer<GrievanceDetails.Builder> change) {
        var row = received(GrievanceState.GRIEVANCE_STATE_RECEIVED).toBuilder();
        row.getDetailsBuilder().getPreferredContactBuilder().setType("phone").setValue("+57 300");
        change.accept(row.getDetailsBuilder());
        return add(row.build());
    }

    private static Grievance aboutAnother(Grievance known) {
        var row = known.toBuilder();
        row.getDetailsBuilder()
                .getBeneficiaryBuilder()
                .getIdentifierBuilder(0)
                .setIdentifierValue(UUID.randomUUID().toString());
        return row.build();
    }

    private static Correction identifier(Grievance known) {
        return Correction.newBuilder()
                .setItemId(known.getId())
                .setFields(FieldMask.newBuilder().addPaths("beneficiary.identifier"))
                .setGrievanceDetails(aboutAnother(known).getDetails())
                .build();
    }

    @Test
    void expiredGoesOnAfterAnItem() {
        var first = submit(GrievanceState.GRIEVANCE_STATE_REJECTED);
        var second = submit(GrievanceState.GRIEVANCE_STATE_REJECTED);
        var expiry = expiry(first.getState(), Duration.ofMinutes(1));

        assertThat(held.expired(expiry.from(id(first))))
                .extracting(PersonalItem::getId)
                .containsExactly(second.getId());
    }

    @Test
    void expiredIsWhatHasEndedAndNobodyTouchedSince() {
        var ended = submit(GrievanceState.GRIEVANCE_STATE_WITHDRAWN);
        var open = submit(GrievanceState.GRIEVANCE_STATE_IN_PROGRESS);
        var state = ended.getState();

        assertThat(held.expired(expiry(state, Duration.ofMinutes(1))))
                .extracting(PersonalItem::getId)
                .contains(ended.getId())
                .doesNotContain(open.getId());
        assertThat(held.expired(expiry(state, Duration.ofMinutes(-1)))).isEmpty();
    }

    @Test
    void passesOverWhatItDoesNotHold() {
        assertThat(held.erase(Set.of(UUID.randomUUID()), REQUEST)).isEmpty();
        assertThat(held.export(UUID.randomUUID())).isEmpty();
    }

    private Grievance submit(GrievanceState state) {
        return add(received(state));
    }

    private Grievance add(Grievance row) {
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

    private Reason rectify(Correction correction) {
        return held.rectify(List.of(correction), "dpo", REQUEST).getFirst().getRefusal();
    }

    private static Correction correction(Grievance known, String title) {
        return Correction.newBuilder()
                .setItemId(known.getId())
                .setFields(FieldMask.newBuilder().addPaths("title").addPaths("language"))
                .setGrievanceDetails(
                        GrievanceDetails.newBuilder().setTitle(title).setLanguage("es"))
                .build();
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

    private Grievance read(Grievance known) {
        return database.asService(
                        "grievance-service", transaction -> grievances.find(transaction, id(known)))
                .orElseThrow();
    }

    private List<PersonalItem> find() {
        return held.find(List.of(identifier()), Set.of());
    }

    private Identifier identifier() {
        return Identifier.newBuilder().setIdentifierType("UIN").setIdentifierValue(person).build();
    }

    private static UUID id(Grievance known) {
        return UUID.fromString(known.getId());
    }

    private static void refused(Reason reason, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
