package redress.mesh.graphql;

import graphql.GraphQLError;
import graphql.GraphqlErrorBuilder;
import graphql.execution.DataFetcherExceptionHandler;
import graphql.execution.DataFetcherExceptionHandlerParameters;
import graphql.execution.DataFetcherExceptionHandlerResult;
import graphql.execution.ResultPath;
import graphql.language.SourceLocation;
import io.grpc.StatusRuntimeException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;
import redress.mesh.access.Refusals;
import redress.mesh.rest.GatedCalls;

/// What a caller hears of a field that failed: a refusal with its reason, of anything else only
/// that it is a fault of ours.
final class FieldErrors implements DataFetcherExceptionHandler {
    private static final Logger LOG = Logger.getLogger(FieldErrors.class);

    @Override
    public CompletableFuture<DataFetcherExceptionHandlerResult> handleException(
            DataFetcherExceptionHandlerParameters failed) {
        var error = error(failed.getException(), failed.getPath(), failed.getSourceLocation());
        return CompletableFuture.completedFuture(
                DataFetcherExceptionHandlerResult.newResult(error).build());
    }

    /// The error of a field.
    static GraphQLError error(
            Throwable failure, ResultPath path, @Nullable SourceLocation location) {
        var refusal = refusal(failure);
        return GraphqlErrorBuilder.newError()
                .message("%s", refusal.getMessage())
                .path(path)
                .location(location)
                .extensions(extensions(refusal))
                .build();
    }

    /// Why something failed, as its caller may know it.
    static Refusal refusal(Throwable failure) {
        return switch (failure) {
            case Refusal refusal -> refusal;
            case StatusRuntimeException status -> GatedCalls.refusal(status);
            default -> {
                LOG.error("GraphQL field failed", failure);
                yield new Refusal(Reason.REASON_INTERNAL, "internal error");
            }
        };
    }

    /// What an error says beside its message: `code` as in gRPC, `reason`, the broken fields as
    /// `violations`, and what a user must do who has to identify more surely.
    static Map<String, Object> extensions(Refusal refusal) {
        var extensions = new LinkedHashMap<String, Object>();
        extensions.put("code", Refusals.code(refusal.reason()).name());
        extensions.put("reason", Refusals.name(refusal.reason()));
        if (!refusal.violations().isEmpty()) {
            extensions.put("violations", refusal.violations());
        }
        refusal.demand()
                .ifPresent(
                        demand -> {
                            extensions.put("acr_values", demand.acrValues());
                            extensions.put("max_age", demand.maxAge().toSeconds());
                        });
        return extensions;
    }
}
