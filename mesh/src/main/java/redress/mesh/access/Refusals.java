package redress.mesh.access;

import com.google.protobuf.Any;
import com.google.rpc.BadRequest;
import com.google.rpc.ErrorInfo;
import com.google.rpc.Status;
import io.grpc.Metadata;
import io.grpc.Status.Code;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import redress.access.v1.Assurance;
import redress.access.v1.Reason;

/// The one table from a reason to what goes over the wire: gRPC code with details, HTTP status.
public final class Refusals {
    private static final String DOMAIN = "redress.org";
    private static final String ACR_VALUES = "acr_values";
    private static final String MAX_AGE = "max_age";
    private static final Metadata.Key<String> CHALLENGE =
            Metadata.Key.of("www-authenticate", Metadata.ASCII_STRING_MARSHALLER);

    private Refusals() {}

    /// The gRPC status code of a reason.
    public static Code code(Reason reason) {
        return switch (reason) {
            case REASON_WORKLOAD_UNKNOWN,
                    REASON_TOKEN_MISSING,
                    REASON_TOKEN_INVALID,
                    REASON_INSUFFICIENT_USER_AUTHENTICATION ->
                    Code.UNAUTHENTICATED;
            case REASON_WORKLOAD_NOT_ALLOWED,
                    REASON_ROLE_MISSING,
                    REASON_PURPOSE_NOT_ALLOWED,
                    REASON_OUT_OF_SCOPE ->
                    Code.PERMISSION_DENIED;
            case REASON_INVALID_REQUEST, REASON_BAD_PAGE_TOKEN, REASON_DEADLINE_REQUIRED ->
                    Code.INVALID_ARGUMENT;
            case REASON_NOT_FOUND -> Code.NOT_FOUND;
            case REASON_STALE_ETAG -> Code.ABORTED;
            case REASON_REQUEST_ID_REUSED, REASON_ALREADY_EXISTS -> Code.ALREADY_EXISTS;
            case REASON_ILLEGAL_TRANSITION, REASON_RESTRICTED, REASON_ERASED ->
                    Code.FAILED_PRECONDITION;
            case REASON_UNAVAILABLE -> Code.UNAVAILABLE;
            case REASON_TOO_MANY_CALLS -> Code.RESOURCE_EXHAUSTED;
            case REASON_UNKNOWN_METHOD -> Code.UNIMPLEMENTED;
            case REASON_INTERNAL, REASON_UNSPECIFIED, UNRECOGNIZED -> Code.INTERNAL;
        };
    }

    /// The HTTP status of a reason (RFC 9110).
    public static int httpStatus(Reason reason) {
        return switch (reason) {
            case REASON_STALE_ETAG -> 412;
            case REASON_UNKNOWN_METHOD -> 404;
            default ->
                    switch (code(reason)) {
                        case UNAUTHENTICATED -> 401;
                        case PERMISSION_DENIED -> 403;
                        case INVALID_ARGUMENT -> 400;
                        case NOT_FOUND -> 404;
                        case ALREADY_EXISTS, FAILED_PRECONDITION -> 409;
                        case UNAVAILABLE -> 503;
                        case RESOURCE_EXHAUSTED -> 429;
                        default -> 500;
                    };
        };
    }

    /// The refusal as a gRPC status with `ErrorInfo` and, for broken fields, `BadRequest`. A demand
    /// is told as `acr_values` and `max_age` of the `ErrorInfo`, and as `www-authenticate`.
    public static StatusRuntimeException status(Refusal refusal) {
        var info =
                ErrorInfo.newBuilder()
                        .setReason(name(refusal.reason()))
                        .setDomain(DOMAIN)
                        .putAllMetadata(refusal.demand().map(Refusals::metadata).orElseGet(Map::of))
                        .build();
        var status =
                Status.newBuilder()
                        .setCode(code(refusal.reason()).value())
                        .setMessage(String.valueOf(refusal.getMessage()))
                        .addDetails(Any.pack(info));
        if (!refusal.violations().isEmpty()) {
            status.addDetails(Any.pack(badRequest(refusal)));
        }
        return StatusProto.toStatusRuntimeException(status.build(), challenge(refusal));
    }

    private static Map<String, String> metadata(Demand demand) {
        var metadata = new LinkedHashMap<String, String>();
        metadata.put(ACR_VALUES, demand.acrValues());
        if (!demand.maxAge().isZero()) {
            metadata.put(MAX_AGE, Long.toString(demand.maxAge().toSeconds()));
        }
        return metadata;
    }

    private static Metadata challenge(Refusal refusal) {
        var trailers = new Metadata();
        refusal.demand().ifPresent(demand -> trailers.put(CHALLENGE, demand.challenge()));
        return trailers;
    }

    private static Optional<Demand> demand(ErrorInfo info) {
        String values = info.getMetadataOrDefault(ACR_VALUES, "");
        if (values.isEmpty()) {
            return Optional.empty();
        }
        int least = Integer.parseInt(values.substring(0, 1));
        long maxAge = Long.parseLong(info.getMetadataOrDefault(MAX_AGE, "0"));
        return Optional.of(new Demand(Assurance.forNumber(least), Duration.ofSeconds(maxAge)));
    }

    /// The refusal that a peer answered with, if the status carries one of ours.
    public static Optional<Refusal> from(StatusRuntimeException answered) {
        var status = StatusProto.fromThrowable(answered);
        if (status == null) {
            return Optional.empty();
        }
        return status.getDetailsList().stream()
                .filter(detail -> detail.is(ErrorInfo.class))
                .map(detail -> unpack(detail, ErrorInfo.class))
                .filter(info -> info.getDomain().equals(DOMAIN))
                .findFirst()
                .map(info -> refusal(status, info));
    }

    /// The name of a reason as callers see it, without the prefix of the enum.
    public static String name(Reason reason) {
        return reason.name().substring("REASON_".length());
    }

    private static Refusal refusal(Status status, ErrorInfo info) {
        var violations =
                status.getDetailsList().stream()
                        .filter(detail -> detail.is(BadRequest.class))
                        .flatMap(
                                detail ->
                                        unpack(detail, BadRequest.class)
                                                .getFieldViolationsList()
                                                .stream())
                        .map(v -> new Refusal.Violation(v.getField(), v.getDescription()))
                        .toList();
        return new Refusal(
                Reason.valueOf("REASON_" + info.getReason()),
                status.getMessage(),
                violations,
                demand(info));
    }

    private static BadRequest badRequest(Refusal refusal) {
        var details = BadRequest.newBuilder();
        refusal.violations()
                .forEach(
                        violation ->
                                details.addFieldViolationsBuilder()
                                        .setField(violation.field())
                                        .setDescription(violation.description()));
        return details.build();
    }

    private static <T extends com.google.protobuf.Message> T unpack(Any detail, Class<T> type) {
        try {
            return detail.unpack(type);
        } catch (com.google.protobuf.InvalidProtocolBufferException e) {
            throw new IllegalArgumentException("error detail is not a " + type.getSimpleName(), e);
        }
    }
}
