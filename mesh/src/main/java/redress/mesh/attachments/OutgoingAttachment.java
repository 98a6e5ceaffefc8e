package redress.mesh.attachments;

import com.google.protobuf.ByteString;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;
import java.util.function.Function;
import redress.attachments.v1.Attachment;

/// A download as it leaves over gRPC: a part is read when the receiver has taken those before it,
/// so that a slow one costs no memory.
public final class OutgoingAttachment<A> {
    private final Download download;
    private final Function<Attachment, A> head;
    private final Function<ByteString, A> part;
    private final ServerCallStreamObserver<A> call;
    private int next = -1;
    private boolean ended;

    private OutgoingAttachment(
            Download download,
            Function<Attachment, A> head,
            Function<ByteString, A> part,
            ServerCallStreamObserver<A> call) {
        this.download = download;
        this.head = head;
        this.part = part;
        this.call = call;
    }

    /// Sends a file as the answers of a call.
    ///
    /// @param head makes the first answer
    /// @param part makes those after it
    public static <A> void send(
            Download download,
            Function<Attachment, A> head,
            Function<ByteString, A> part,
            StreamObserver<A> answer) {
        var call = (ServerCallStreamObserver<A>) answer;
        var outgoing = new OutgoingAttachment<>(download, head, part, call);
        // Who went away is not told anything more.
        call.setOnCancelHandler(() -> outgoing.ended = true);
        call.setOnReadyHandler(outgoing::proceed);
        outgoing.proceed();
    }

    private void proceed() {
        while (!ended && call.isReady()) {
            if (next == download.chunks()) {
                ended = true;
                call.onCompleted();
            } else {
                call.onNext(
                        next < 0
                                ? head.apply(download.attachment())
                                : part.apply(download.chunk(next)));
                next++;
            }
        }
    }
}
