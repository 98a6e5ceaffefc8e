package redress.mesh.rest;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import redress.access.v1.Reason;
import redress.mesh.access.ForwardedPeers;
import redress.mesh.access.Gate;
import redress.mesh.access.Refusal;
import redress.mesh.access.Refusals;

/// Makes the gRPC call that an HTTP request stands for, through the gate like any other call, and
/// turns its outcome back. No rule is written here.
final class Transcoder {
    private static final int DEADLINE_SECONDS = 30;

    /// What is recorded of a path that leads nowhere. The path itself may hold anything.
    private static final String UNKNOWN = "rest";

    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final JsonFormat.Printer printer =
            JsonFormat.printer()
                    .preservingProtoFieldNames()
                    .alwaysPrintFieldsWithNoPresence()
                    .omittingInsignificantWhitespace();
    private final RequestMessages requests = new RequestMessages();
    private final List<HttpBinding> bindings;
    private final ManagedChannel channel;
    private final Gate gate;

    /// @param bindings the methods that have a path
    /// @param channel leads through the gate
    /// @param gate asked before anything of a request is read
    Transcoder(List<HttpBinding> bindings, ManagedChannel channel, Gate gate) {
        this.bindings = List.copyOf(bindings);
        this.channel = channel;
        this.gate = gate;
    }

    /// How the message of a call is got.
    private interface Reading {
        Message read(HttpBinding binding, Map<String, String> path, HttpCall call);
    }

    /// The answer to a request; a refusal is an answer too.
    HttpAnswer answer(HttpCall call) {
        return answer(call, requests::message);
    }

    /// The answer to a request that can't be read. A caller who is not admitted hears of that.
    HttpAnswer refuse(HttpCall call, Refusal unreadable) {
        return answer(
                call,
                (binding, path, each) -> {
                    throw unreadable;
                });
    }

    private HttpAnswer answer(HttpCall call, Reading reading) {
        try {
            for (var binding : bindings) {
                var path = binding.match(call.path());
                if (path.isPresent() && binding.verb().equals(call.verb())) {
                    return perform(binding, call, () -> reading.read(binding, path.get(), call));
                }
            }
            return gate.prepare(UNKNOWN, headers(call), Transcoder::noSuchPath);
        } catch (Refusal refusal) {
            return Problem.of(refusal);
        } catch (StatusRuntimeException e) {
            return Problem.of(Refusals.from(e).orElseGet(() -> unexpected(e)));
        }
    }

    private static HttpAnswer noSuchPath() {
        throw new Refusal(Reason.REASON_UNKNOWN_METHOD, "no such path");
    }

    private HttpAnswer perform(HttpBinding binding, HttpCall call, Supplier<Message> reading) {
        var headers = headers(call);
        var message = gate.prepare(binding.method().getFullMethodName(), headers, reading);
        var through =
                ClientInterceptors.intercept(
                        channel, MetadataUtils.newAttachHeadersInterceptor(headers));
        var options = CallOptions.DEFAULT.withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
        Message response =
                ClientCalls.blockingUnaryCall(through, binding.method(), options, message);
        return success(binding, response);
    }

    private static Metadata headers(HttpCall call) {
        var headers = new Metadata();
        call.authorization().forEach(value -> headers.put(AUTHORIZATION, value));
        call.purpose().forEach(value -> headers.put(Gate.PURPOSE, value));
        ForwardedPeers.forward(call.peer(), headers);
        return headers;
    }

    private HttpAnswer success(HttpBinding binding, Message response) {
        var body = body(binding, response);
        var headers = new LinkedHashMap<String, String>();
        headers.put("content-type", "application/json");
        headers.put("cache-control", "no-store");
        text(body, "etag").ifPresent(etag -> headers.put("etag", '"' + etag + '"'));
        if (!binding.creates()) {
            return new HttpAnswer(200, headers, print(body));
        }
        text(body, "id").ifPresent(id -> headers.put("location", binding.template() + "/" + id));
        return new HttpAnswer(201, headers, print(body));
    }

    private static MessageOrBuilder body(HttpBinding binding, Message response) {
        if (binding.responseBody().isEmpty()) {
            return response;
        }
        var field = response.getDescriptorForType().findFieldByName(binding.responseBody());
        return (Message) response.getField(field);
    }

    private static java.util.Optional<String> text(MessageOrBuilder message, String name) {
        var field = message.getDescriptorForType().findFieldByName(name);
        return java.util.Optional.ofNullable(field).map(known -> (String) message.getField(known));
    }

    private String print(MessageOrBuilder body) {
        try {
            return printer.print(body);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("response can't be written as JSON", e);
        }
    }

    private static Refusal unexpected(StatusRuntimeException e) {
        return switch (e.getStatus().getCode()) {
            case DEADLINE_EXCEEDED, UNAVAILABLE, CANCELLED ->
                    new Refusal(Reason.REASON_UNAVAILABLE, "no answer in time: try again later");
            default -> new Refusal(Reason.REASON_INTERNAL, "internal error");
        };
    }
}
