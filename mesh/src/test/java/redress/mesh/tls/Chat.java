package redress.mesh.tls;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.Status;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.StreamObserver;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A stream in both directions that stays open until somebody ends it.
final class Chat implements StreamObserver<byte[]> {

    private final BlockingQueue<byte[]> answers = new LinkedBlockingQueue<>();
    private final CompletableFuture<Status> end = new CompletableFuture<>();
    private final StreamObserver<byte[]> requests;

    @SuppressWarnings("ThisEscapedInObjectConstruction")
    private Chat(Channel channel) {
        requests =
                ClientCalls.asyncBidiStreamingCall(
                        channel.newCall(EchoServer.CHAT, CallOptions.DEFAULT), this);
    }

    static Chat on(Channel channel) throws InterruptedException {
        Chat chat = new Chat(channel);
        chat.say();
        return chat;
    }

    /// Says one word and waits for its echo.
    void say() throws InterruptedException {
        requests.onNext(new byte[] {7});
        assertThat(answers.poll(10, TimeUnit.SECONDS))
                .describedAs("answer; ended: %s", end.getNow(Status.OK))
                .isNotNull();
    }

    /// How the stream ended.
    CompletableFuture<Status> end() {
        return end;
    }

    void hangUp() {
        requests.onCompleted();
    }

    @Override
    public void onNext(byte[] answer) {
        answers.add(answer);
    }

    @Override
    public void onError(Throwable failure) {
        end.complete(Status.fromThrowable(failure));
    }

    @Override
    public void onCompleted() {
        end.complete(Status.OK);
    }

    /// The server's side.
    static StreamObserver<byte[]> echo(StreamObserver<byte[]> answers) {
        return new StreamObserver<>() {
            @Override
            public void onNext(byte[] request) {
                answers.onNext(request);
            }

            @Override
            public void onError(Throwable failure) {
                // The client is gone: nobody is left to answer.
            }

            @Override
            public void onCompleted() {
                answers.onCompleted();
            }
        };
    }
}
