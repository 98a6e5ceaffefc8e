package redress.grievances.peers;

import io.grpc.StatusRuntimeException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.function.Supplier;
import org.eclipse.microprofile.faulttolerance.exceptions.FaultToleranceException;
import org.jboss.logging.Logger;
import redress.access.v1.Reason;
import redress.cases.v1.Case;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.OpenCaseRequest;
import redress.grievances.attachments.ChecksHolds;
import redress.grievances.referral.OpensCases;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.access.Refusals;
import redress.mesh.access.User;
import redress.mesh.peers.BearerToken;
import redress.rights.v1.CheckHoldRequest;
import redress.rights.v1.RightsServiceGrpc;

/// What case-service does for grievances. While it is away, callers are told so, soon at once.
@ApplicationScoped
public class CaseClient implements OpensCases, ChecksHolds {
    private static final Logger LOG = Logger.getLogger(CaseClient.class);

    private final CaseCalls calls;

    CaseClient(CaseCalls calls) {
        this.calls = calls;
    }

    // With the user's token: what the user may not do, nobody does for them.
    @Override
    public Case open(Caller caller, OpenCaseRequest request) {
        String token = caller.user().map(User::token).orElseThrow();
        return answered(
                () ->
                        calls.ask(
                                (channel, deadline) ->
                                        CaseServiceGrpc.newBlockingStub(channel)
                                                .withDeadline(deadline)
                                                .withCallCredentials(new BearerToken(token))
                                                .openCase(request)
                                                .getCase()));
    }

    // It keeps the legal holds of all services.
    @Override
    public boolean isHeld(UUID item) {
        var request = CheckHoldRequest.newBuilder().setItemId(item.toString()).build();
        return answered(
                () ->
                        calls.ask(
                                (channel, deadline) ->
                                        RightsServiceGrpc.newBlockingStub(channel)
                                                .withDeadline(deadline)
                                                .checkHold(request)
                                                .getHeld()));
    }

    private static <A> A answered(Supplier<A> call) {
        try {
            return call.get();
        } catch (StatusRuntimeException e) {
            throw Refusals.from(e).orElseGet(() -> away(e));
        } catch (FaultToleranceException e) {
            throw away(e);
        }
    }

    private static Refusal away(RuntimeException cause) {
        LOG.infof("case-service did not answer cause=%s", cause);
        return new Refusal(
                Reason.REASON_UNAVAILABLE,
                "case-service: away (expected: try again with the same request)");
    }
}
