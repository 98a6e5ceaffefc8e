package redress.grievances.peers;

import io.grpc.StatusException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.eclipse.microprofile.faulttolerance.Bulkhead;
import org.eclipse.microprofile.faulttolerance.CircuitBreaker;
import org.eclipse.microprofile.faulttolerance.Timeout;
import redress.decisions.v1.DecisionServiceGrpc;
import redress.decisions.v1.GrievanceText;
import redress.decisions.v1.Recommendation;
import redress.decisions.v1.TriageGrievanceRequest;
import redress.decisions.v1.TriageGrievancesRequest;
import redress.decisions.v1.TriageGrievancesResponse;
import redress.mesh.peers.OrderedExchange;
import redress.mesh.peers.Peers;

/// Calls to decision-service, with limits: it is a helper, so nobody waits long for it.
@ApplicationScoped
public class DecisionClient {
    private static final long ONE_MILLIS = 800;
    private static final long MANY_SECONDS = 60;

    private final Peers peers;

    DecisionClient(Peers peers) {
        this.peers = peers;
    }

    /// The model's recommendation for one grievance.
    ///
    /// @throws StatusException if there is none in time; an open circuit or a full bulkhead throw
    ///   their own exceptions
    @Timeout(1000)
    @Bulkhead(64)
    @CircuitBreaker(requestVolumeThreshold = 10, failureRatio = 0.5, delay = 2000)
    public Recommendation triage(GrievanceText text) throws StatusException {
        var request = TriageGrievanceRequest.newBuilder().setInput(text).build();
        return stub().withDeadlineAfter(ONE_MILLIS, TimeUnit.MILLISECONDS)
                .triageGrievance(request)
                .getRecommendation();
    }

    /// The model's recommendations for many grievances, in their order.
    @Bulkhead(2)
    public List<Recommendation> triage(List<GrievanceText> many)
            throws StatusException, InterruptedException {
        var requests =
                many.stream()
                        .map(one -> TriageGrievancesRequest.newBuilder().setInput(one).build())
                        .toList();
        var call = stub().withDeadlineAfter(MANY_SECONDS, TimeUnit.SECONDS).triageGrievances();
        return OrderedExchange.of(call, requests).stream()
                .map(TriageGrievancesResponse::getRecommendation)
                .toList();
    }

    private DecisionServiceGrpc.DecisionServiceBlockingV2Stub stub() {
        return DecisionServiceGrpc.newBlockingV2Stub(peers.channel("decision-service"));
    }
}
