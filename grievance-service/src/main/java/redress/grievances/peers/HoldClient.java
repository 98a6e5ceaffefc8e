package redress.grievances.peers;

import io.grpc.StatusRuntimeException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import redress.access.v1.Reason;
import redress.grievances.attachments.ChecksHolds;
import redress.mesh.access.Refusal;
import redress.mesh.access.Refusals;
import redress.mesh.peers.Peers;
import redress.rights.v1.CheckHoldRequest;
import redress.rights.v1.RightsServiceGrpc;

/// Asks case-service, which keeps the legal holds of all services.
@ApplicationScoped
public class HoldClient implements ChecksHolds {
    private static final long PATIENCE_SECONDS = 5;

    private final Peers peers;

    HoldClient(Peers peers) {
        this.peers = peers;
    }

    @Override
    public boolean isHeld(UUID item) {
        try {
            return RightsServiceGrpc.newBlockingStub(peers.channel("case-service"))
                    .withDeadlineAfter(PATIENCE_SECONDS, TimeUnit.SECONDS)
                    .checkHold(CheckHoldRequest.newBuilder().setItemId(item.toString()).build())
                    .getHeld();
        } catch (StatusRuntimeException e) {
            throw Refusals.from(e)
                    .orElseGet(
                            () ->
                                    new Refusal(
                                            Reason.REASON_UNAVAILABLE,
                                            "case-service: away, which knows of legal holds"
                                                    + " (expected: try again with the same"
                                                    + " request)"));
        }
    }
}
