package redress.mesh.rest;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import io.grpc.StatusRuntimeException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;

/// Makes the gRPC call that an HTTP request stands for, through the gate like any other call, and
/// turns its outcome back. No rule is written here.
final class Transcoder {
    /// What is recorded of a path that leads nowhere. The path itself may hold anything.
    private static final String UNKNOWN = "rest";

    private final JsonFormat.Printer printer =
            JsonFormat.printer()
                    .preservingProtoFieldNames()
                    .alwaysPrintFieldsWithNoPresence()
                    .omittingInsignificantWhitespace();
    private final RequestMessages requests = new RequestMessages();
    private final List<HttpBinding> bindings;
    private final GatedCalls calls;

    /// @param bindings the methods that have a path
    /// @param calls made through the gate
    Transcoder(List<HttpBinding> bindings, GatedCalls calls) {
        this.bindings = List.copyOf(bindings);
        this.calls = calls;
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
                    return success(
                            binding,
                            calls.make(
                                    binding, call, () -> reading.read(binding, path.get(), call)));
                }
            }
            return calls.gate().prepare(UNKNOWN, GatedCalls.headers(call), Transcoder::noSuchPath);
        } catch (Refusal refusal) {
            return Problem.of(refusal);
        } catch (StatusRuntimeException e) {
            return Problem.of(GatedCalls.refusal(e));
        }
    }

    private static HttpAnswer noSuchPath() {
        throw new Refusal(Reason.REASON_UNKNOWN_METHOD, "no such path");
    }

    private HttpAnswer success(HttpBinding binding, Message response) {
        var body = binding.body(response);
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
}
