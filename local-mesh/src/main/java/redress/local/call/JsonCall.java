package redress.local.call;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.ProtoUtils;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import redress.local.home.LaunchFailure;
import redress.local.home.MeshService;

/// One method of the contract, called with JSON.
public record JsonCall(MethodDescriptor method, JsonMessages json) {
    /// The service that the method belongs to: `redress.cases` is that of cases.
    ///
    /// @throws WrongCall if every service serves it: one has to be named
    public MeshService service() {
        String area = method.getFile().getPackage().split("\\.", -1)[1].toUpperCase(Locale.ROOT);
        return Arrays.stream(MeshService.values())
                .filter(service -> service.name().equals(area))
                .findFirst()
                .orElseThrow(
                        () ->
                                new WrongCall(
                                        "%s: served by every service (expected: --at SERVICE)"
                                                .formatted(method.getService().getFullName())));
    }

    /// Sends the requests as they come, and hands on the answers as they come.
    ///
    /// @throws WrongCall if a request is no such message; the call is given up
    /// @throws RefusedCall if the service refuses
    public void run(
            Channel channel, Duration limit, Iterator<String> requests, Consumer<String> answers) {
        var options =
                CallOptions.DEFAULT.withDeadlineAfter(limit.toMillis(), TimeUnit.MILLISECONDS);
        var exchange = new Exchange(channel.newCall(grpcMethod(), options));
        var wrong = new AtomicReference<WrongCall>();
        exchange.start();
        Thread.ofVirtual().start(() -> send(exchange, requests, wrong));
        try {
            exchange.receive(answer -> answers.accept(json.write(answer)));
        } catch (StatusRuntimeException e) {
            throw reason(wrong, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure("interrupted", e);
        }
    }

    private static RuntimeException reason(
            AtomicReference<WrongCall> wrong, StatusRuntimeException failure) {
        WrongCall first = wrong.get();
        return first != null ? first : new RefusedCall(Refusal.of(failure), failure);
    }

    private void send(
            Exchange exchange, Iterator<String> requests, AtomicReference<WrongCall> wrong) {
        try {
            boolean open = true;
            while (open && requests.hasNext()) {
                open = exchange.send(json.read(method.getInputType(), requests.next()));
            }
            exchange.endOfRequests();
        } catch (WrongCall e) {
            wrong.set(e);
            exchange.giveUp(e);
        } catch (InterruptedException | RuntimeException e) {
            exchange.giveUp(e);
        }
    }

    private io.grpc.MethodDescriptor<DynamicMessage, DynamicMessage> grpcMethod() {
        return io.grpc.MethodDescriptor.<DynamicMessage, DynamicMessage>newBuilder()
                .setType(type())
                .setFullMethodName(method.getService().getFullName() + "/" + method.getName())
                .setRequestMarshaller(marshaller(method.getInputType()))
                .setResponseMarshaller(marshaller(method.getOutputType()))
                .build();
    }

    private static io.grpc.MethodDescriptor.Marshaller<DynamicMessage> marshaller(Descriptor type) {
        return ProtoUtils.marshaller(DynamicMessage.getDefaultInstance(type));
    }

    private MethodType type() {
        if (method.isClientStreaming()) {
            return method.isServerStreaming()
                    ? MethodType.BIDI_STREAMING
                    : MethodType.CLIENT_STREAMING;
        }
        return method.isServerStreaming() ? MethodType.SERVER_STREAMING : MethodType.UNARY;
    }
}
