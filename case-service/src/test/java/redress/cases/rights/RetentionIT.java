package redress.cases.rights;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.cases.postgres.PostgresHolds;
import redress.cases.v1.Case;
import redress.cases.v1.CaseState;
import redress.mesh.access.Refusal;
import redress.mesh.store.Timeline;
import redress.personaldata.v1.PersonalItem;
import redress.rights.v1.ApplyRetentionRequest;
import redress.rights.v1.ItemOutcome;
import redress.rights.v1.LegalHold;
import redress.rights.v1.RequestState;
import redress.rights.v1.RetentionPreview;
import redress.rights.v1.RetentionRule;

class RetentionIT {
    private static final RetentionRule RULE =
            RetentionRule.newBuilder()
                    .setName("ended-cases")
                    .setService("case-service")
                    .addStates("CASE_STATE_CLOSED")
                    .setAfterDays(3650)
                    .setLegalBasis("why")
                    .build();

    private final Office office = new Office();
    private final ApplyRetention retention = office.retention(RULE);

    @AfterEach
    void stop() throws IOException {
        office.close();
    }

    @Test
    void aDryRunNamesWhatWouldGoAndErasesNothing() {
        var ended = ended("4711");
        var _ = office.open("4712", "still open");
        office.yearsPass();
        var late = ended("4713");

        assertThat(preview().getItemsList())
                .extracting(PersonalItem::getNumber)
                .containsExactly(ended.getNumber());
        assertThat(office.read(ended).hasErasedAt()).isFalse();
        assertThat(office.read(late).hasErasedAt()).isFalse();
    }

    @Test
    void aRuleErasesWhatItNamedButForLegalHolds() {
        var ended = ended("4711");
        var held = ended("4712");
        office.yearsPass();
        var _ = office.holds().place(Office.OFFICER, office.hold(held.getId()));
        office.yearsPass();
        assertThat(preview().getHeld()).isEqualTo(1);

        var request = retention.apply(Office.OFFICER, apply());
        office.timePasses();
        assertThat(office.process().runOne()).isTrue();

        assertThat(office.read(request).getState()).isEqualTo(RequestState.REQUEST_STATE_DONE);
        assertThat(office.read(ended).hasErasedAt()).isTrue();
        assertThat(office.read(held).hasErasedAt()).isFalse();
        assertThat(preview().getItemsList()).isEmpty();
    }

    @Test
    void whatCameAliveAgainSinceIsKept() {
        var ended = ended("4711");
        var reopened = ended("4712");
        office.yearsPass();
        var request = retention.apply(Office.OFFICER, apply());
        var active = reopened.toBuilder().setState(CaseState.CASE_STATE_ACTIVE).build();
        office.change(active, "case.reopened");

        office.timePasses();
        assertThat(office.process().runOne()).isTrue();

        assertThat(office.read(reopened)).isEqualTo(active);
        assertThat(office.read(ended).hasErasedAt()).isTrue();
        var answer = office.read(request);
        assertThat(answer.getState()).isEqualTo(RequestState.REQUEST_STATE_PARTLY_REFUSED);
        assertThat(answer.getItemsList())
                .filteredOn(ItemOutcome::getChanged)
                .extracting(ItemOutcome::getId)
                .containsExactly(reopened.getId());
        assertThat(office.decisions().erased())
                .containsExactly(Set.of(UUID.fromString(ended.getId())));
    }

    @Test
    void aProcessThatGoesOnDoesNotTakeTheErasureForAChange() {
        var ended = ended("4711");
        office.yearsPass();
        var request = retention.apply(Office.OFFICER, apply());
        office.timePasses();
        assertThat(office.process().runOne()).isTrue();
        assertThat(office.read(ended).hasErasedAt()).isTrue();

        var left =
                office.held()
                        .eraseUnchanged(
                                Set.of(UUID.fromString(ended.getId())),
                                Timeline.instant(request.getUnchangedSince()),
                                request.getNumber());

        assertThat(left).isEmpty();
    }

    @Test
    void aRuleGoesOnPastItemsOnHoldHoweverManyTheyAre() {
        var held = Stream.generate(this::grievance).limit(600).toList();
        var free = grievance();
        office.database()
                .write(
                        Office.OFFICER,
                        transaction ->
                                held.forEach(
                                        item ->
                                                new PostgresHolds()
                                                        .add(transaction, hold(item.getId()))));
        var rule = RULE.toBuilder().setService("grievance-service").build();

        var preview = office.retention(rule).preview(Office.OFFICER, "").getFirst();

        assertThat(preview.getItemsList()).containsExactly(free);
        assertThat(preview.getHeld()).isEqualTo(600);
    }

    @Test
    void aRuleErasesSoManyAtOnceAsTheContractAllows() {
        var old = Stream.generate(this::grievance).limit(600).toList();
        var rule = RULE.toBuilder().setService("grievance-service").build();

        assertThat(office.retention(rule).preview(Office.OFFICER, "").getFirst().getItemsList())
                .isEqualTo(old.subList(0, 500));
    }

    @Test
    void aRuleIsAppliedOnceForEachRequest() {
        var apply = apply();

        assertThat(retention.apply(Office.OFFICER, apply).getId())
                .isEqualTo(retention.apply(Office.OFFICER, apply).getId());
    }

    @Test
    void refusesARuleThatIsNotThere() {
        assertThatThrownBy(() -> retention.preview(Office.OFFICER, "other"))
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason())
                                        .isEqualTo(Reason.REASON_INVALID_REQUEST));
    }

    @Test
    void theShippedRulesKeepTheContract() {
        assertThat(ConfiguredRetention.parse(ConfiguredRetention.shipped()).rules()).isNotEmpty();
    }

    @Test
    void rulesThatBreakTheContractAreNotTaken() {
        assertThatThrownBy(() -> ConfiguredRetention.parse("{\"rules\": [{\"name\": \"A b\"}]}"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Retention(List.of(RULE, RULE)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private Case ended(String identifier) {
        var opened = office.open(identifier, "text");
        var ended = opened.toBuilder().setState(CaseState.CASE_STATE_CLOSED).build();
        office.database()
                .write(
                        Office.SUPERVISOR,
                        transaction -> office.cases().replace(transaction, ended));
        return ended;
    }

    private PersonalItem grievance() {
        return office.grievances().holds(UuidCreator.getTimeOrderedEpochPlus1());
    }

    private static LegalHold hold(String item) {
        return LegalHold.newBuilder()
                .setId(UUID.randomUUID().toString())
                .setItemId(item)
                .setReason("Court file 12 O 34/26")
                .build();
    }

    private RetentionPreview preview() {
        return retention.preview(Office.OFFICER, "ended-cases").getFirst();
    }

    private static ApplyRetentionRequest apply() {
        return ApplyRetentionRequest.newBuilder()
                .setRequestId(UUID.randomUUID().toString())
                .setRule("ended-cases")
                .build();
    }
}
