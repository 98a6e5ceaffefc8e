package redress.mesh.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.MethodDescriptor;
import io.grpc.ServerCall;
import io.grpc.ServerMethodDefinition;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redress.access.v1.Assurance;
import redress.access.v1.Purpose;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.cases.v1.GetCaseRequest;
import redress.cases.v1.GetCaseResponse;
import redress.decisions.v1.DecisionServiceGrpc;
import redress.mesh.identity.PeerIdentity;
import redress.mesh.identity.SpiffeId;

class AccessRulesTest {
    private static final String OPEN = "redress.cases.v1.CaseService/OpenCase";
    private static final String GET = "redress.cases.v1.CaseService/GetCase";

    private static final String READ = "redress.decisions.v1.DecisionService/GetRecommendation";
    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");

    private final AccessRules decisions = AccessRules.of(List.of(decisionService()));
    private final AccessRules rules = AccessRules.of(List.of(new CaseServiceFake().definition()));

    @Test
    void admitsWhenWorkloadAndUserMatchTheSameGrant() {
        var caller =
                rules.admit(
                        OPEN, peer("console"), user(Role.ROLE_CASE_WORKER), Optional.empty(), NOW);
        assertThat(caller.workload()).isEqualTo("console");
        assertThat(caller.userName()).isEqualTo("somebody");
        assertThat(caller.has(Role.ROLE_CASE_WORKER)).isTrue();
    }

    @Test
    void refusesAPairThatNoSingleGrantNames() {
        // grievance-service may, and so may case workers: but not one for the other.
        assertThat(refusal(OPEN, "grievance-service", user(Role.ROLE_CASE_WORKER)))
                .isEqualTo(Reason.REASON_ROLE_MISSING);
        assertThat(refusal(OPEN, "partner", user(Role.ROLE_SUPERVISOR)))
                .isEqualTo(Reason.REASON_ROLE_MISSING);
        assertThat(refusal(GET, "grievance-service", user(Role.ROLE_SUPERVISOR)))
                .isEqualTo(Reason.REASON_WORKLOAD_NOT_ALLOWED);
    }

    @Test
    void refusesAUserWithoutRoles() {
        assertThat(refusal(GET, "console", user())).isEqualTo(Reason.REASON_ROLE_MISSING);
    }

    @Test
    void refusesACallThatNeedsAUserAndHasNone() {
        assertThat(refusal(GET, "console", Optional.empty()))
                .isEqualTo(Reason.REASON_TOKEN_MISSING);
    }

    @Test
    void refusesAnUnknownAssurance() {
        var unsure = user(SignIn.NONE, Role.ROLE_SUPERVISOR);
        assertThat(refusal(GET, "console", unsure))
                .isEqualTo(Reason.REASON_INSUFFICIENT_USER_AUTHENTICATION);
    }

    @Test
    @DisplayName(
            "zero-trust 12: less assurance than the method needs is answered with what it needs")
    void challengesAUserWhoIsNotSureEnough() {
        var unsure = user(signIn(Assurance.ASSURANCE_SECOND_FACTOR, 0), Role.ROLE_MODEL_STEWARD);
        var refusal =
                catchThrowableOfType(
                        Refusal.class,
                        () ->
                                decisions.admit(
                                        READ, peer("console"), unsure, Optional.empty(), NOW));
        assertThat(refusal.reason()).isEqualTo(Reason.REASON_INSUFFICIENT_USER_AUTHENTICATION);
        assertThat(refusal.demand())
                .contains(new Demand(Assurance.ASSURANCE_PASSKEY, Duration.ofHours(1)));
    }

    @Test
    @DisplayName("zero-trust 12: an assurance that was reached too long ago is none")
    void admitsAsLongAsTheSignInIsFresh() {
        for (long age : new long[] {0, 3600}) {
            var sure = user(signIn(Assurance.ASSURANCE_PASSKEY, age), Role.ROLE_MODEL_STEWARD);
            var caller = decisions.admit(READ, peer("console"), sure, Optional.empty(), NOW);
            assertThat(caller.userName()).isEqualTo("somebody");
        }
        var stale = user(signIn(Assurance.ASSURANCE_PASSKEY, 3601), Role.ROLE_MODEL_STEWARD);
        assertThat(
                        catchThrowableOfType(
                                        Refusal.class,
                                        () ->
                                                decisions.admit(
                                                        READ,
                                                        peer("console"),
                                                        stale,
                                                        Optional.empty(),
                                                        NOW))
                                .reason())
                .isEqualTo(Reason.REASON_INSUFFICIENT_USER_AUTHENTICATION);
    }

    @Test
    void doesNotTellOfAssuranceToWhoHasNoRoleForTheCall() {
        var unsure = user(SignIn.NONE, Role.ROLE_CASE_WORKER);
        assertThat(
                        catchThrowableOfType(
                                        Refusal.class,
                                        () ->
                                                decisions.admit(
                                                        READ,
                                                        peer("console"),
                                                        unsure,
                                                        Optional.empty(),
                                                        NOW))
                                .reason())
                .isEqualTo(Reason.REASON_ROLE_MISSING);
    }

    @Test
    void asksAPartnerSystemForNoAssurance() {
        var system = user(SignIn.NONE, Role.ROLE_PARTNER_SYSTEM);
        assertThat(rules.admit(OPEN, peer("partner"), system, Optional.empty(), NOW).workload())
                .isEqualTo("partner");
        assertThat(refusal(GET, "partner", system)).isEqualTo(Reason.REASON_WORKLOAD_NOT_ALLOWED);
        assertThat(refusal(OPEN, "console", system)).isEqualTo(Reason.REASON_ROLE_MISSING);
    }

    @Test
    void takesThePurposeOfTheFirstGrantThatFits() {
        assertThat(purpose(user(Role.ROLE_SUPERVISOR), Optional.empty()))
                .isEqualTo(Purpose.PURPOSE_CASE_MANAGEMENT);
        assertThat(purpose(user(Role.ROLE_DATA_PROTECTION_OFFICER), Optional.empty()))
                .isEqualTo(Purpose.PURPOSE_DATA_SUBJECT_RIGHTS);
    }

    @Test
    void takesAPurposeThatIsNamedAndThatAGrantOfTheCallerHas() {
        assertThat(purpose(user(Role.ROLE_SUPERVISOR), Optional.of("OVERSIGHT")))
                .isEqualTo(Purpose.PURPOSE_OVERSIGHT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"OVERSIGHT", "DATA_SUBJECT_RIGHTS", "oversight", "UNSPECIFIED", "", "fun"})
    void refusesAPurposeThatNoGrantOfTheCallerHas(String stated) {
        var refusal =
                catchThrowableOfType(
                        Refusal.class,
                        () -> purpose(user(Role.ROLE_CASE_WORKER), Optional.of(stated)));
        assertThat(refusal.reason()).isEqualTo(Reason.REASON_PURPOSE_NOT_ALLOWED);
        assertThat(refusal).hasMessage("not for this purpose (expected: CASE_MANAGEMENT)");
    }

    private Purpose purpose(Optional<User> user, Optional<String> stated) {
        return rules.admit(GET, peer("console"), user, stated, NOW).purpose();
    }

    @Test
    void refusesWhatTheProcessDoesNotServe() {
        assertThat(refusal("redress.cases.v1.CaseService/Nothing", "console", user()))
                .isEqualTo(Reason.REASON_UNKNOWN_METHOD);
    }

    @Test
    void refusesToStartWithAMethodThatHasNoContract() {
        var method =
                MethodDescriptor.<GetCaseRequest, GetCaseResponse>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName("redress.cases.v1.Other/Open")
                        .setRequestMarshaller(
                                ProtoUtils.marshaller(GetCaseRequest.getDefaultInstance()))
                        .setResponseMarshaller(
                                ProtoUtils.marshaller(GetCaseResponse.getDefaultInstance()))
                        .build();
        var service =
                ServerServiceDefinition.builder("redress.cases.v1.Other")
                        .addMethod(method, ServerCalls.asyncUnaryCall((request, answer) -> {}))
                        .build();
        assertThatThrownBy(() -> AccessRules.of(List.of(service)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("redress.cases.v1.Other/Open");
    }

    @DisplayName("zero-trust 8: no service starts with a method that has no rule")
    @Test
    void refusesToStartWithAMethodThatHasNoRule() {
        assertThatThrownBy(() -> AccessRules.of(List.of(RulelessService.definition())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("expected: grants");
    }

    private Reason refusal(String method, String workload, Optional<User> user) {
        return catchThrowableOfType(
                        Refusal.class,
                        () -> rules.admit(method, peer(workload), user, Optional.empty(), NOW))
                .reason();
    }

    private static PeerIdentity peer(String workload) {
        var id = SpiffeId.parse("spiffe://redress.test/" + workload);
        return new PeerIdentity(id, "1", Instant.MAX);
    }

    private static Optional<User> user(Role... roles) {
        return user(signIn(Assurance.ASSURANCE_PASSWORD, 0), roles);
    }

    private static Optional<User> user(SignIn signIn, Role... roles) {
        return Optional.of(new User("somebody", Set.of(roles), signIn, Scope.EVERYTHING, "token"));
    }

    private static SignIn signIn(Assurance assurance, long secondsAgo) {
        return new SignIn(assurance, NOW.minusSeconds(secondsAgo));
    }

    private static ServerServiceDefinition decisionService() {
        var service = ServerServiceDefinition.builder(DecisionServiceGrpc.getServiceDescriptor());
        DecisionServiceGrpc.getServiceDescriptor()
                .getMethods()
                .forEach(method -> service.addMethod(silent(method)));
        return service.build();
    }

    private static <Q, A> ServerMethodDefinition<Q, A> silent(MethodDescriptor<Q, A> method) {
        return ServerMethodDefinition.create(
                method, (call, headers) -> new ServerCall.Listener<Q>() {});
    }
}
