package redress.mesh.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ServerCalls;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Assurance;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.cases.v1.GetCaseRequest;
import redress.cases.v1.GetCaseResponse;
import redress.mesh.identity.PeerIdentity;
import redress.mesh.identity.SpiffeId;

class AccessRulesTest {
    private static final String OPEN = "redress.cases.v1.CaseService/OpenCase";
    private static final String GET = "redress.cases.v1.CaseService/GetCase";

    private final AccessRules rules = AccessRules.of(List.of(new CaseServiceFake().definition()));

    @Test
    void admitsWhenWorkloadAndUserMatchTheSameGrant() {
        var caller = rules.admit(OPEN, peer("console"), user(Role.ROLE_CASE_WORKER));
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
        var unsure =
                new User(
                        "somebody",
                        Set.of(Role.ROLE_SUPERVISOR),
                        Assurance.ASSURANCE_UNSPECIFIED,
                        Scope.EVERYTHING,
                        "token");
        assertThat(refusal(GET, "console", Optional.of(unsure)))
                .isEqualTo(Reason.REASON_INSUFFICIENT_USER_AUTHENTICATION);
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
        return catchThrowableOfType(Refusal.class, () -> rules.admit(method, peer(workload), user))
                .reason();
    }

    private static PeerIdentity peer(String workload) {
        var id = SpiffeId.parse("spiffe://redress.test/" + workload);
        return new PeerIdentity(id, "1", Instant.MAX);
    }

    private static Optional<User> user(Role... roles) {
        return Optional.of(
                new User(
                        "somebody",
                        Set.of(roles),
                        Assurance.ASSURANCE_PASSWORD,
                        Scope.EVERYTHING,
                        "token"));
    }
}
