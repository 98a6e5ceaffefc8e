package redress.mesh.access;

import com.google.protobuf.Message;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.stub.ServerCalls;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import redress.cases.v1.CaseServiceGrpc;

/// A case service that answers every call with an empty message unless another is prepared, streams
/// with two, and remembers who called.
public final class CaseServiceFake {
    final Queue<Caller> callers = new ConcurrentLinkedQueue<>();
    private volatile Runnable meanwhile = () -> {};
    private volatile @Nullable Message prepared;

    /// What to do during each call from now on.
    void meanwhile(Runnable work) {
        meanwhile = work;
    }

    /// What to answer from now on to calls that have answers of its type.
    void answer(Message message) {
        prepared = message;
    }

    public ServerServiceDefinition definition() {
        var service = ServerServiceDefinition.builder(CaseServiceGrpc.getServiceDescriptor());
        CaseServiceGrpc.getServiceDescriptor().getMethods().forEach(each -> add(service, each));
        return service.build();
    }

    // Every method of a contract takes and gives generated messages.
    @SuppressWarnings("unchecked")
    private void add(ServerServiceDefinition.Builder service, MethodDescriptor<?, ?> method) {
        var typed = (MethodDescriptor<Message, Message>) method;
        var empty =
                Objects.requireNonNull(
                        ((MethodDescriptor.PrototypeMarshaller<Message>)
                                        typed.getResponseMarshaller())
                                .getMessagePrototype());
        service.addMethod(
                typed,
                ServerCalls.asyncUnaryCall(
                        (request, observer) -> {
                            callers.add(Caller.current());
                            meanwhile.run();
                            Message answer =
                                    empty.getClass().isInstance(prepared)
                                            ? Objects.requireNonNull(prepared)
                                            : empty;
                            observer.onNext(answer);
                            if (!method.getType().serverSendsOneMessage()) {
                                observer.onNext(answer);
                            }
                            observer.onCompleted();
                        }));
    }
}
