package redress.mesh.peers;

import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.stub.BlockingClientCall;
import java.util.ArrayList;
import java.util.List;

/// A stream on which the peer answers each request, in order.
public final class OrderedExchange {
    // Few enough that neither side fills the other's buffers while both write.
    private static final int AHEAD = 16;

    private OrderedExchange() {}

    /// Sends all requests and gives the answer to each, in their order. The call ends with it,
    /// whatever happens.
    ///
    /// @throws StatusException what the peer answered instead, or DATA_LOSS if it ended too early
    public static <Q, A> List<A> of(BlockingClientCall<Q, A> call, List<Q> requests)
            throws StatusException, InterruptedException {
        try {
            var answers = new ArrayList<A>(requests.size());
            for (int i = 0; i < requests.size(); i++) {
                call.write(requests.get(i));
                if (i >= AHEAD) {
                    answers.add(next(call));
                }
            }
            call.halfClose();
            while (answers.size() < requests.size()) {
                answers.add(next(call));
            }
            return answers;
        } finally {
            call.cancel("done", null);
        }
    }

    private static <A> A next(BlockingClientCall<?, A> call)
            throws StatusException, InterruptedException {
        A answer = call.read();
        if (answer == null) {
            throw Status.DATA_LOSS.withDescription("the peer ended the stream early").asException();
        }
        return answer;
    }
}
