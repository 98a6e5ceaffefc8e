package redress.grievances.lifecycle;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redress.access.v1.Reason;
import redress.grievances.lifecycle.GrievanceState.Closed;
import redress.grievances.lifecycle.GrievanceState.ForApproval;
import redress.grievances.lifecycle.GrievanceState.Received;
import redress.grievances.lifecycle.GrievanceState.Resolved;
import redress.grievances.v1.Channel;
import redress.grievances.v1.ComplainantResponse;
import redress.grievances.v1.Decision;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceDecision;
import redress.mesh.access.Refusal;

class GrievanceStateTest {
    private static final Instant NOW = Instant.parse("2026-11-23T09:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofDays(30));
    private static final GrievanceDecision UPHELD =
            GrievanceDecision.newBuilder()
                    .setDecision(Decision.DECISION_UPHELD)
                    .setDecidedBy("a")
                    .build();

    static Stream<redress.grievances.v1.GrievanceState> states() {
        return Stream.of(redress.grievances.v1.GrievanceState.values())
                .filter(state -> state != redress.grievances.v1.GrievanceState.UNRECOGNIZED)
                .filter(state -> state.getNumber() != 0);
    }

    @ParameterizedTest
    @MethodSource("states")
    void everyStateOfTheContractIsAType(redress.grievances.v1.GrievanceState state) {
        var known = GrievanceState.of(in(state));
        assertThat(known.name()).isEqualTo(state);
        assertThat(known.write(in(state)).getState()).isEqualTo(state);
    }

    @ParameterizedTest
    @MethodSource("states")
    void aStepThatAStateDoesNotDeclareIsRefusedAndTheRefusalSaysWhatIsPossible(
            redress.grievances.v1.GrievanceState name) {
        var state = GrievanceState.of(in(name));
        var possible = Steps.of(state.getClass()).keySet();

        for (String step : steps()) {
            if (!possible.contains(step)) {
                assertThatThrownBy(() -> call(state, step))
                        .isInstanceOfSatisfying(
                                Refusal.class,
                                refusal ->
                                        assertThat(refusal.reason())
                                                .isEqualTo(Reason.REASON_ILLEGAL_TRANSITION))
                        .hasMessage(
                                "%s: not possible, the state of the grievance is %s (expected: %s)",
                                step, name, String.join(" or ", possible));
            }
        }
        assertThat(possible).isNotEmpty().isSubsetOf(steps());
    }

    @Test
    void isAcknowledgedOnceAndAssignedAsOftenAsNeeded() {
        assertThat(statesWith("acknowledge")).containsExactly("Received");
        assertThat(statesWith("assign"))
                .containsExactly("Acknowledged", "Assigned", "InProgress", "Received", "Reopened");
    }

    @Test
    void isDecidedByWhoWorksOnItAndTakenBackWhileItIsOpen() {
        assertThat(statesWith("proposeDecision")).containsExactly("Assigned", "InProgress");
        assertThat(statesWith("approveDecision")).containsExactly("ForApproval");
        assertThat(statesWith("reopen"))
                .containsExactly("Closed", "Rejected", "Resolved", "Withdrawn");
        assertThat(statesWith("withdraw")).doesNotContainAnyElementsOf(statesWith("reopen"));
        assertThat(statesWith("appeal")).isEqualTo(statesWith("reopen"));
    }

    @Test
    void isNeverApprovedByWhoDecided() {
        var waiting = new ForApproval(UPHELD);
        refused(Reason.REASON_ROLE_MISSING, () -> waiting.approveDecision("a", NOW, LATER));
        assertThat(waiting.approveDecision("b", NOW, LATER).decision().getApprovedBy())
                .isEqualTo("b");
    }

    @Test
    void isClosedAndAnsweredOnlyWhenTheComplainantKnowsTheDecision() {
        var silent = new Resolved(UPHELD, LATER);
        refused(Reason.REASON_ILLEGAL_TRANSITION, () -> silent.close(LATER));
        refused(
                Reason.REASON_ILLEGAL_TRANSITION,
                () ->
                        silent.recordResponse(
                                ComplainantResponse.COMPLAINANT_RESPONSE_ACCEPTED, 5, ""));

        Closed closed = silent.communicateDecision(Channel.CHANNEL_PHONE, NOW).close(LATER);
        assertThat(closed.decision().getComplainantResponse())
                .isEqualTo(ComplainantResponse.COMPLAINANT_RESPONSE_NO_REPLY);
    }

    @Test
    void keepsWhatTheComplainantAnswered() {
        var answered =
                new Resolved(UPHELD, LATER)
                        .communicateDecision(Channel.CHANNEL_SMS, NOW)
                        .recordResponse(
                                ComplainantResponse.COMPLAINANT_RESPONSE_REJECTED, 2, "Too late.");
        assertThat(answered.close(LATER).decision())
                .isEqualTo(answered.decision())
                .extracting(
                        GrievanceDecision::getRating,
                        GrievanceDecision::getComment,
                        GrievanceDecision::getCommunicatedVia)
                .containsExactly(2, "Too late.", Channel.CHANNEL_SMS);
    }

    @Test
    void aResponseIsRecordedOnce() {
        var answered =
                new Resolved(UPHELD, LATER)
                        .communicateDecision(Channel.CHANNEL_SMS, NOW)
                        .recordResponse(
                                ComplainantResponse.COMPLAINANT_RESPONSE_REJECTED, 2, "Too late.");
        refused(
                Reason.REASON_ILLEGAL_TRANSITION,
                () ->
                        answered.recordResponse(
                                ComplainantResponse.COMPLAINANT_RESPONSE_ACCEPTED, 5, ""));
    }

    @Test
    void isReopenedUntilTheTimeForItHasPassed() {
        var ended = new Closed(UPHELD, LATER);
        var before = Grievance.newBuilder().setAssignedTo("a").setDecision(UPHELD);
        var reopened = ended.reopen(LATER).write(ended.write(before.build()));
        assertThat(reopened.hasDecision()).isFalse();
        assertThat(reopened.hasReopenBy()).isFalse();
        assertThat(reopened.getAssignedTo()).isEmpty();

        assertThatThrownBy(() -> ended.reopen(LATER.plusNanos(1)))
                .hasMessage(
                        "reopen: not possible, the state of the grievance is"
                                + " GRIEVANCE_STATE_CLOSED (expected: until %s)",
                        LATER);
    }

    @Test
    void aDecisionThatWasReturnedIsGoneFromTheGrievance() {
        var waiting = new ForApproval(UPHELD);
        var before = waiting.write(Grievance.getDefaultInstance());
        assertThat(before.getDecision()).isEqualTo(UPHELD);
        assertThat(waiting.returnDecision().write(before).hasDecision()).isFalse();
        assertThat(waiting.withdraw(LATER).write(before).hasDecision()).isFalse();
    }

    @Test
    void aNewOfficerTakesTheOldOnesPlace() {
        var assigned = new Received().assign("a").assign("b");
        assertThat(assigned.write(Grievance.getDefaultInstance()).getAssignedTo()).isEqualTo("b");
    }

    private static Set<String> statesWith(String step) {
        return StateDiagram.states().stream()
                .filter(state -> Steps.of(state).containsKey(step))
                .map(Class::getSimpleName)
                .collect(toCollection(TreeSet::new));
    }

    private static Set<String> steps() {
        return methods().map(Method::getName).collect(toCollection(TreeSet::new));
    }

    private static Stream<Method> methods() {
        return Arrays.stream(GrievanceState.class.getDeclaredMethods())
                .filter(Method::isDefault)
                .filter(each -> GrievanceState.class.isAssignableFrom(each.getReturnType()));
    }

    private static void call(GrievanceState state, String step) throws Throwable {
        var method =
                methods().filter(each -> each.getName().equals(step)).findFirst().orElseThrow();
        try {
            method.invoke(
                    state, Arrays.stream(method.getParameterTypes()).map(t -> some(t)).toArray());
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static Object some(Class<?> type) {
        if (type == int.class) {
            return 1;
        }
        if (type == String.class) {
            return "officer";
        }
        if (type == Instant.class) {
            return NOW;
        }
        return type == GrievanceDecision.class ? UPHELD : type.getEnumConstants()[1];
    }

    private static Grievance in(redress.grievances.v1.GrievanceState state) {
        return Grievance.newBuilder().setState(state).build();
    }

    private static void refused(Reason reason, ThrowingCallable step) {
        assertThatThrownBy(step)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }
}
