package redress.mesh.audit;

import com.google.protobuf.Message;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.InstantSource;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import redress.access.v1.AccessRule;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;
import redress.mesh.access.Refusals;
import redress.mesh.identity.PeerIdentity;

/// A call that writes its audit line when it ends, exactly once.
///
/// The line names caller, certificate, user, method, object and decision; never a token, a key or
/// the content of a field that is not an identifier. A fault of ours reaches the caller without any
/// detail but the trace identifier; the log has the rest.
public final class AuditedCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
    private static final Logger AUDIT = Logger.getLogger("redress.audit");
    private static final Logger LOG = Logger.getLogger(AuditedCall.class);

    private final @Nullable AccessRule rule;
    private final InstantSource clock;
    private final String trace = UUID.randomUUID().toString();
    private String workload = "";
    private String serial = "";
    private String user = "";
    private String object = "";
    private Reason reason = Reason.REASON_UNSPECIFIED;
    private boolean closed;

    /// @param call the call
    /// @param rule its rule; null if the contract has no such method
    /// @param clock the time of the line
    public AuditedCall(ServerCall<Q, A> call, @Nullable AccessRule rule, InstantSource clock) {
        super(call);
        this.rule = rule;
        this.clock = clock;
    }

    /// Notes the calling workload.
    public void peer(PeerIdentity peer) {
        workload = peer.workload();
        serial = peer.serial();
    }

    /// Notes the user.
    public void user(String name) {
        user = name;
    }

    /// Notes the object that a request names, if the contract says which field does.
    public void request(Message message) {
        if (rule != null && !rule.getAudit().getObjectField().isEmpty()) {
            object = AuditedField.read(message, rule.getAudit().getObjectField());
        }
    }

    /// Ends the call with a refusal, or as a fault of ours if the exception is not one.
    public void refuse(RuntimeException exception) {
        StatusRuntimeException answer = answer(exception);
        var trailers = answer.getTrailers();
        close(answer.getStatus(), trailers == null ? new Metadata() : trailers);
    }

    @Override
    public void close(Status status, Metadata trailers) {
        if (closed) {
            return;
        }
        closed = true;
        write(status);
        super.close(status, trailers);
    }

    /// Notes that the call is over. One that nobody closed, because its caller went away or sent
    /// what is no message, still gets its line.
    public void ended() {
        if (!closed) {
            closed = true;
            write(Status.CANCELLED);
        }
    }

    private StatusRuntimeException answer(RuntimeException exception) {
        if (exception instanceof Refusal refusal) {
            reason = refusal.reason();
            return Refusals.status(refusal);
        }
        reason = Reason.REASON_INTERNAL;
        LOG.errorf(exception, "call failed trace=%s", trace);
        return Refusals.status(new Refusal(reason, "internal error, trace " + trace));
    }

    private void write(Status status) {
        AUDIT.infof(
                "call at=%s decision=%s reason=%s method=%s effect=%s workload=%s serial=%s user=%s"
                        + " object=%s code=%s trace=%s",
                clock.instant(),
                allowed(status) ? "allow" : "deny",
                reason == Reason.REASON_UNSPECIFIED ? "" : Refusals.name(reason),
                getMethodDescriptor().getFullMethodName(),
                rule == null ? "" : rule.getAudit().getEffect(),
                workload,
                serial,
                user,
                object,
                status.getCode(),
                trace);
    }

    private static boolean allowed(Status status) {
        return status.getCode() != Status.Code.UNAUTHENTICATED
                && status.getCode() != Status.Code.PERMISSION_DENIED
                && status.getCode() != Status.Code.UNIMPLEMENTED;
    }
}
