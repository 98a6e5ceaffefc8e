package redress.system.mesh;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.Metadata;
import io.grpc.stub.MetadataUtils;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.CaseServiceGrpc.CaseServiceBlockingStub;
import redress.cases.v1.CaseWorkServiceGrpc;
import redress.cases.v1.CaseWorkServiceGrpc.CaseWorkServiceBlockingStub;
import redress.cases.v1.ConsentServiceGrpc;
import redress.cases.v1.ConsentServiceGrpc.ConsentServiceBlockingStub;
import redress.cases.v1.ReferralServiceGrpc;
import redress.cases.v1.ReferralServiceGrpc.ReferralServiceBlockingStub;
import redress.decisions.v1.DecisionServiceGrpc;
import redress.decisions.v1.DecisionServiceGrpc.DecisionServiceBlockingStub;
import redress.decisions.v1.DecisionServiceGrpc.DecisionServiceBlockingV2Stub;
import redress.grievances.v1.GrievanceServiceGrpc;
import redress.grievances.v1.GrievanceServiceGrpc.GrievanceServiceBlockingStub;
import redress.local.home.MeshService;

/// gRPC calls as one workload, perhaps with a token; each with a deadline.
///
/// @param connections the shared channels
/// @param workload whose certificate is shown
/// @param token what to send as bearer token
public record Client(Connections connections, String workload, Optional<String> token) {
    private static final long DEADLINE_SECONDS = 20;
    public static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    public CaseServiceBlockingStub cases() {
        return CaseServiceGrpc.newBlockingStub(channel(MeshService.CASES))
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    public CaseWorkServiceBlockingStub caseWork() {
        return CaseWorkServiceGrpc.newBlockingStub(channel(MeshService.CASES))
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    public ConsentServiceBlockingStub consents() {
        return ConsentServiceGrpc.newBlockingStub(channel(MeshService.CASES))
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    public ReferralServiceBlockingStub referrals() {
        return ReferralServiceGrpc.newBlockingStub(channel(MeshService.CASES))
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    public GrievanceServiceBlockingStub grievances() {
        return GrievanceServiceGrpc.newBlockingStub(channel(MeshService.GRIEVANCES))
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    public DecisionServiceBlockingStub decisions() {
        return DecisionServiceGrpc.newBlockingStub(channel(MeshService.DECISIONS))
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /// For the streams.
    public DecisionServiceBlockingV2Stub decisionStreams() {
        return DecisionServiceGrpc.newBlockingV2Stub(channel(MeshService.DECISIONS))
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    /// The channel to a service, with the token in every call.
    public Channel channel(MeshService service) {
        Channel bare = connections.grpc(workload, service);
        return token.map(value -> withToken(bare, value)).orElse(bare);
    }

    /// A channel that sends a bearer token.
    public static Channel withToken(Channel channel, String token) {
        var headers = new Metadata();
        headers.put(AUTHORIZATION, "Bearer " + token);
        return ClientInterceptors.intercept(
                channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }
}
