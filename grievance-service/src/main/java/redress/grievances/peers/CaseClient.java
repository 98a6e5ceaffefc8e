package redress.grievances.peers;

import io.grpc.StatusRuntimeException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.TimeUnit;
import redress.access.v1.Reason;
import redress.cases.v1.Case;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.OpenCaseRequest;
import redress.grievances.referral.OpensCases;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.access.Refusals;
import redress.mesh.access.User;
import redress.mesh.peers.BearerToken;
import redress.mesh.peers.Peers;

/// Calls to case-service with the user's token: what the user may not do, nobody does for them.
@ApplicationScoped
public class CaseClient implements OpensCases {
    private static final long PATIENCE_SECONDS = 5;

    private final Peers peers;

    CaseClient(Peers peers) {
        this.peers = peers;
    }

    @Override
    public Case open(Caller caller, OpenCaseRequest request) {
        String token = caller.user().map(User::token).orElseThrow();
        try {
            return CaseServiceGrpc.newBlockingStub(peers.channel("case-service"))
                    .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .withCallCredentials(new BearerToken(token))
                    .openCase(request)
                    .getCase();
        } catch (StatusRuntimeException e) {
            throw Refusals.from(e)
                    .orElseGet(
                            () ->
                                    new Refusal(
                                            Reason.REASON_UNAVAILABLE,
                                            "case-service: away (expected: try again with the same"
                                                    + " request)"));
        }
    }
}
