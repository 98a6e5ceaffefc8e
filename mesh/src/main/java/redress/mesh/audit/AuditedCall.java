package redress.mesh.audit;

import com.google.protobuf.Message;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import org.jspecify.annotations.Nullable;
import redress.mesh.access.Refusal;

/// A call that is recorded before its answer leaves, whoever ends it. A single answer is held until
/// the call ends and its entry is kept; a stream is recorded before its first answer, and once more
/// if it is cut off after that.
public final class AuditedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private final AuditLine line;
    private volatile @Nullable A held;
    private volatile Runnable atEnd = () -> {};
    private volatile Runnable beforeEach = () -> {};
    private volatile boolean cut;

    public AuditedCall(ServerCall<Q, A> call, AuditLine line) {
        super(call);
        this.line = line;
    }

    /// What is to be done once, when the call has ended.
    public void whenEnded(Runnable action) {
        atEnd = action;
    }

    /// What must hold before each answer of a stream.
    ///
    /// @param check throws the refusal that ends the call
    public void beforeEach(Runnable check) {
        beforeEach = check;
    }

    /// Ends the call with a refusal, or as a fault of ours if the failure is not one.
    public void refuse(Throwable failure) {
        StatusRuntimeException answer = line.answer(failure);
        close(answer.getStatus(), trailers(answer));
    }

    @Override
    public void sendMessage(A message) {
        if (getMethodDescriptor().getType().serverSendsOneMessage()) {
            held = message;
            if (message instanceof Message content) {
                line.answer(content);
            }
            return;
        }
        try {
            beforeEach.run();
            line.record(Status.OK);
        } catch (Refusal refusal) {
            cut = true;
            refuse(refusal);
            // Ends the feature, which may have more to say.
            throw refusal;
        }
        super.sendMessage(message);
    }

    @Override
    public void close(Status status, Metadata trailers) {
        if (!line.end()) {
            return;
        }
        if (cut) {
            line.openAgain();
        }
        try {
            line.record(status);
            line.log(status);
            sendHeld(status);
            super.close(status, trailers);
        } catch (Refusal unrecordable) {
            StatusRuntimeException answer = line.answer(unrecordable);
            line.log(answer.getStatus());
            super.close(answer.getStatus(), trailers(answer));
        } finally {
            atEnd.run();
        }
    }

    /// Notes that the call is over. One that nobody closed, because its caller went away or sent
    /// what is no message, is still recorded.
    public void ended() {
        if (!line.end()) {
            return;
        }
        atEnd.run();
        try {
            line.record(Status.CANCELLED);
        } catch (Refusal unrecordable) {
            // Nobody waits for an answer; the journal has raised its alarm.
            var _ = line.answer(unrecordable);
        }
        line.log(Status.CANCELLED);
    }

    private void sendHeld(Status status) {
        A answer = held;
        if (status.isOk() && answer != null) {
            super.sendMessage(answer);
        }
    }

    private static Metadata trailers(StatusRuntimeException answer) {
        var trailers = answer.getTrailers();
        return trailers == null ? new Metadata() : trailers;
    }
}
