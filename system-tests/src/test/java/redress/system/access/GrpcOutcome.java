package redress.system.access;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import io.grpc.Status.Code;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import redress.system.mesh.Contract.Method;
import redress.system.mesh.Refused;

/// Makes any call of the contract, unary or streaming, and tells how it ended.
final class GrpcOutcome {
    /// How a call may end that the gate let through: the example names items that do not exist.
    private static final Set<Code> LET_THROUGH =
            Set.of(
                    Code.OK,
                    Code.NOT_FOUND,
                    Code.INVALID_ARGUMENT,
                    Code.ABORTED,
                    Code.ALREADY_EXISTS,
                    Code.FAILED_PRECONDITION);

    private static final String UNSURE = "INSUFFICIENT_USER_AUTHENTICATION";
    private static final Metadata.Key<String> CHALLENGE =
            Metadata.Key.of("www-authenticate", Metadata.ASCII_STRING_MARSHALLER);

    private GrpcOutcome() {}

    /// Calls with the contract's example: `allowed`, or code and reason, or what else happened.
    static CompletableFuture<String> of(Channel channel, Method method) {
        var outcome = new CompletableFuture<String>();
        var options = CallOptions.DEFAULT.withDeadlineAfter(30, TimeUnit.SECONDS);
        var call = channel.newCall(method.grpc(), options);
        call.start(new Ending(call, method, outcome), new Metadata());
        call.request(2);
        call.sendMessage(method.example());
        call.halfClose();
        return outcome;
    }

    private static String words(Status status, Metadata trailers) {
        if (LET_THROUGH.contains(status.getCode())) {
            return Cell.ALLOWED;
        }
        var refused = Refused.of(status.asRuntimeException(trailers));
        refused.assertLeaksNothing();
        String words = refused.code() + " " + refused.reason();
        if (refused.reason().equals(UNSURE)
                && !RestOutcome.isChallenge(String.valueOf(trailers.get(CHALLENGE)), UNSURE)) {
            return words + " without a challenge";
        }
        return refused.details() == 1 ? words : words + " and " + refused.details() + " details";
    }

    private static final class Ending extends ClientCall.Listener<Message> {
        private final ClientCall<Message, Message> call;
        private final Method method;
        private final CompletableFuture<String> outcome;

        Ending(
                ClientCall<Message, Message> call,
                Method method,
                CompletableFuture<String> outcome) {
            this.call = call;
            this.method = method;
            this.outcome = outcome;
        }

        // Some streams end when their caller leaves. Whoever gets an answer was let through.
        @Override
        public void onMessage(Message answer) {
            if (!method.grpc().getType().serverSendsOneMessage()) {
                outcome.complete(Cell.ALLOWED);
                call.cancel("let through", null);
            }
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            outcome.completeAsync(() -> words(status, trailers));
        }
    }
}
