package redress.mesh.attachments;

import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import redress.attachments.v1.Attachment;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;

/// An upload as it comes over gRPC. What is refused ends the call: the gate turns it into its
/// answer. However the call ends, what has arrived is forgotten.
public final class IncomingAttachment<Q, A> implements StreamObserver<Q> {
    private final KeepAttachments keeping;
    private final Caller caller;
    private final Function<Q, UploadPart> parts;
    private final Function<Attachment, A> answers;
    private final StreamObserver<A> answer;
    private @Nullable Upload upload;

    private IncomingAttachment(
            KeepAttachments keeping,
            Caller caller,
            Function<Q, UploadPart> parts,
            Function<Attachment, A> answers,
            StreamObserver<A> answer) {
        this.keeping = keeping;
        this.caller = caller;
        this.parts = parts;
        this.answers = answers;
        this.answer = answer;
    }

    /// Takes what comes in a call.
    ///
    /// @param parts reads the messages of the call
    /// @param answers makes its answer
    public static <Q, A> StreamObserver<Q> of(
            KeepAttachments keeping,
            Caller caller,
            Function<Q, UploadPart> parts,
            Function<Attachment, A> answers,
            StreamObserver<A> answer) {
        var incoming = new IncomingAttachment<>(keeping, caller, parts, answers, answer);
        var call = (ServerCallStreamObserver<A>) answer;
        call.setOnCancelHandler(incoming::forget);
        call.setOnCloseHandler(incoming::forget);
        return incoming;
    }

    @Override
    public void onNext(Q message) {
        var part = parts.apply(message);
        if (upload == null) {
            upload = keeping.begin(caller, part);
        } else if (part.details().isPresent()) {
            throw Refusal.invalid("details", "once more (expected: in the first message only)");
        } else {
            upload.add(part.chunk());
        }
    }

    @Override
    public void onError(Throwable ended) {
        forget();
    }

    @Override
    public void onCompleted() {
        if (upload == null) {
            throw Refusal.invalid("details", "none (expected: in the first message)");
        }
        answer.onNext(answers.apply(upload.finish()));
        answer.onCompleted();
    }

    private void forget() {
        if (upload != null) {
            upload.close();
        }
    }
}
