package redress.mesh.audit;

import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

/// A call that writes its audit line when it ends, whoever ends it.
public final class AuditedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final AuditLine line;

    public AuditedCall(ServerCall<Q, A> call, AuditLine line) {
        super(call);
        this.line = line;
    }

    /// Ends the call with a refusal, or as a fault of ours if the failure is not one.
    public void refuse(Throwable failure) {
        StatusRuntimeException answer = line.answer(failure);
        var trailers = answer.getTrailers();
        close(answer.getStatus(), trailers == null ? new Metadata() : trailers);
    }

    @Override
    public void close(Status status, Metadata trailers) {
        if (line.write(status)) {
            super.close(status, trailers);
        }
    }

    /// Notes that the call is over. One that nobody closed, because its caller went away or sent
    /// what is no message, still gets its line.
    public void ended() {
        line.write(Status.CANCELLED);
    }
}
