package redress.system.mesh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.util.Optional;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/// A refusal as its caller sees it.
///
/// @param code the gRPC status code
/// @param reason the reason of the contract, without its prefix; empty if there is none
/// @param message the words beside it
/// @param details how many details the status carries
public record Refused(Code code, String reason, String message, int details) {
    private static final String DOMAIN = "redress.org";
    private static final Set<String> DEMANDS = Set.of("acr_values", "max_age");

    /// Reads a refusal.
    public static Refused of(StatusRuntimeException answered) {
        Status status = StatusProto.fromThrowable(answered);
        String message = Optional.ofNullable(answered.getStatus().getDescription()).orElse("");
        Code code = answered.getStatus().getCode();
        if (status == null) {
            return new Refused(code, "", message, 0);
        }
        var reasons =
                status.getDetailsList().stream()
                        .filter(detail -> detail.is(ErrorInfo.class))
                        .map(Refused::info)
                        .filter(info -> info.getDomain().equals(DOMAIN))
                        .filter(Refused::saysNoMoreThanItMay)
                        .map(ErrorInfo::getReason)
                        .toList();
        String reason = reasons.size() == 1 ? reasons.getFirst() : "";
        return new Refused(code, reason, message, status.getDetailsCount());
    }

    /// Makes a call that must be refused.
    public static Refused by(ThrowingCallable call) {
        var answered = catchThrowableOfType(StatusRuntimeException.class, call);
        return answered == null ? new Refused(Code.OK, "", "allowed", 0) : of(answered);
    }

    /// Asserts what a call is refused with.
    public static Refused assertRefused(Code code, String reason, ThrowingCallable call) {
        var refused = by(call);
        assertThat(refused.code() + " " + refused.reason())
                .describedAs(refused.message())
                .isEqualTo(code + " " + reason);
        refused.assertLeaksNothing();
        return refused;
    }

    /// Asserts that the words name nothing of the inside.
    public void assertLeaksNothing() {
        assertThat(message)
                .doesNotContain("Exception", "at redress", "io.grpc", "java.", "SELECT", "jdbc");
    }

    // Only a demand for more assurance says more than its reason: what the user must do.
    private static boolean saysNoMoreThanItMay(ErrorInfo info) {
        return info.getReason().equals("INSUFFICIENT_USER_AUTHENTICATION")
                ? DEMANDS.containsAll(info.getMetadataMap().keySet())
                : info.getMetadataCount() == 0;
    }

    private static ErrorInfo info(com.google.protobuf.Any detail) {
        try {
            return detail.unpack(ErrorInfo.class);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(e);
        }
    }
}
