package redress.mesh.rest;

import com.google.protobuf.Message;
import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.util.Iterator;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import redress.access.v1.Reason;
import redress.mesh.access.ForwardedPeers;
import redress.mesh.access.Gate;
import redress.mesh.access.Refusal;
import redress.mesh.access.Refusals;

/// Calls of this process's own methods for those who come in over HTTPS, each through the gate like
/// any other call. No rule is written here.
///
/// @param channel leads through the gate
/// @param gate asked before anything of a request is read
public record GatedCalls(ManagedChannel channel, Gate gate) {
    private static final int DEADLINE_SECONDS = 30;

    // The longest that the gate lets a stream go on.
    private static final int STREAM_SECONDS = 3600;

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    /// Calls a method.
    ///
    /// @param call the request that asks for it: whose certificate, token and purpose count
    /// @param reading makes the message, once the caller is admitted
    /// @throws StatusRuntimeException if the call is refused, or fails; see [#refusal]
    public Message make(HttpBinding binding, HttpCall call, Supplier<Message> reading) {
        var headers = headers(call);
        var message = gate.prepare(binding.method().getFullMethodName(), headers, reading);
        var options = CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
        return ClientCalls.blockingUnaryCall(through(headers), binding.method(), options, message);
    }

    /// Calls a method that answers with a stream. Its answers are asked for one by one: at most one
    /// waits for whoever reads them. It ends with the gRPC context that it was called in.
    ///
    /// @param call the request that asks for it
    /// @param reading makes the message, once the caller is admitted
    /// @return the answers; asking for one throws what [#make] throws
    public Iterator<Message> listen(
            MethodDescriptor<Message, Message> method, HttpCall call, Supplier<Message> reading) {
        var headers = headers(call);
        var message = gate.prepare(method.getFullMethodName(), headers, reading);
        var options = CallOptions.DEFAULT.withDeadlineAfter(STREAM_SECONDS, TimeUnit.SECONDS);
        return ClientCalls.blockingServerStreamingCall(through(headers), method, options, message);
    }

    private Channel through(Metadata headers) {
        return ClientInterceptors.intercept(
                channel, MetadataUtils.newAttachHeadersInterceptor(headers));
    }

    /// What the gate is told of a request.
    public static Metadata headers(HttpCall call) {
        var headers = new Metadata();
        call.authorization().forEach(value -> headers.put(AUTHORIZATION, value));
        call.purpose().forEach(value -> headers.put(Gate.PURPOSE, value));
        ForwardedPeers.forward(call.peer(), headers);
        return headers;
    }

    /// Why a call was not answered, as its caller may know it.
    public static Refusal refusal(StatusRuntimeException e) {
        return Refusals.from(e).orElseGet(() -> unexpected(e));
    }

    private static Refusal unexpected(StatusRuntimeException e) {
        return switch (e.getStatus().getCode()) {
            case DEADLINE_EXCEEDED, UNAVAILABLE, CANCELLED ->
                    new Refusal(Reason.REASON_UNAVAILABLE, "no answer in time: try again later");
            default -> new Refusal(Reason.REASON_INTERNAL, "internal error");
        };
    }
}
