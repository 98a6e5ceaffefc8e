package redress.local.call;

import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import io.grpc.Status;
import io.grpc.protobuf.StatusProto;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Why a call brought no answer.
///
/// @param reason as in the contract's `Reason` without its prefix; empty when no service of ours
///   spoke
/// @param violations field and what is wrong with it, one text each
public record Refusal(Status.Code code, String reason, String message, List<String> violations) {
    public Refusal {
        violations = List.copyOf(violations);
    }

    /// Reads a `StatusException` or `StatusRuntimeException`.
    public static Refusal of(Throwable failure) {
        Status status = Status.fromThrowable(failure);
        com.google.rpc.@Nullable Status sent = StatusProto.fromThrowable(failure);
        List<Any> details = sent == null ? List.of() : sent.getDetailsList();
        return new Refusal(
                status.getCode(),
                all(details, ErrorInfo.class).map(ErrorInfo::getReason).findFirst().orElse(""),
                message(status),
                all(details, BadRequest.class)
                        .flatMap(bad -> bad.getFieldViolationsList().stream())
                        .map(each -> each.getField() + ": " + each.getDescription())
                        .toList());
    }

    private static String message(Status status) {
        String said = Optional.ofNullable(status.getDescription()).orElse("no message");
        @Nullable Throwable cause = status.getCause();
        while (cause != null && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause == null ? said : said + ": " + cause.getMessage();
    }

    private static <T extends Message> Stream<T> all(List<Any> details, Class<T> type) {
        return details.stream()
                .filter(detail -> detail.is(type))
                .map(detail -> unpacked(detail, type));
    }

    private static <T extends Message> T unpacked(Any detail, Class<T> type) {
        try {
            return detail.unpack(type);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(type.getSimpleName() + ": unreadable", e);
        }
    }

    /// `CODE REASON: message`.
    @Override
    public String toString() {
        return (reason.isEmpty() ? code.name() : code + " " + reason) + ": " + message;
    }
}
