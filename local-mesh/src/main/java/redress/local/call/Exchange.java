package redress.local.call;

import com.google.protobuf.DynamicMessage;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;

/// One call under way: one thread sends, another receives, each waiting for the other side.
final class Exchange extends ClientCall.Listener<DynamicMessage> {
    private sealed interface Event {
        record Answer(DynamicMessage message) implements Event {}

        record End(Status status, Metadata trailers) implements Event {}
    }

    private final ClientCall<DynamicMessage, DynamicMessage> call;
    private final BlockingQueue<Event> events = new LinkedBlockingQueue<>();
    private final Semaphore looks = new Semaphore(0);
    private volatile boolean ended;
    private boolean first = true;

    Exchange(ClientCall<DynamicMessage, DynamicMessage> call) {
        this.call = call;
    }

    void start() {
        call.start(this, new Metadata());
        call.request(1);
    }

    @Override
    public void onMessage(DynamicMessage message) {
        events.add(new Event.Answer(message));
    }

    @Override
    public void onReady() {
        looks.release();
    }

    @Override
    public void onClose(Status status, Metadata trailers) {
        ended = true;
        looks.release();
        events.add(new Event.End(status, trailers));
    }

    /// Waits until the transport takes more; not for the first, since gRPC does not promise a call
    /// of one message to be told. False if the call has ended.
    boolean send(DynamicMessage request) throws InterruptedException {
        while (!first && !ended && !call.isReady()) {
            looks.acquire();
        }
        first = false;
        if (!ended) {
            call.sendMessage(request);
        }
        return !ended;
    }

    void endOfRequests() {
        call.halfClose();
    }

    void giveUp(Throwable reason) {
        call.cancel("a request cannot be sent", reason);
    }

    /// Hands on all answers until the call ends well.
    ///
    /// @throws io.grpc.StatusRuntimeException if it ends otherwise
    void receive(Consumer<DynamicMessage> answers) throws InterruptedException {
        while (true) {
            switch (events.take()) {
                case Event.Answer(var message) -> {
                    answers.accept(message);
                    call.request(1);
                }
                case Event.End(Status status, Metadata trailers) -> {
                    if (!status.isOk()) {
                        throw status.asRuntimeException(trailers);
                    }
                    return;
                }
            }
        }
    }
}
