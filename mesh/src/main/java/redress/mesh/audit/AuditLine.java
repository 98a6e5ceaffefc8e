package redress.mesh.audit;

import com.google.protobuf.Message;
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

/// The audit line of one call, written exactly once.
///
/// The line names caller, certificate, user, method, object and decision; never a token, a key or
/// the content of a field that is not an identifier. A fault of ours reaches the caller without any
/// detail but the trace identifier; the log has the rest.
public final class AuditLine {
    private static final Logger AUDIT = Logger.getLogger("redress.audit");
    private static final Logger LOG = Logger.getLogger(AuditLine.class);

    private final String method;
    private final @Nullable AccessRule rule;
    private final InstantSource clock;
    private final String trace = UUID.randomUUID().toString();
    private String workload = "";
    private String serial = "";
    private String user = "";
    private String object = "";
    private Reason reason = Reason.REASON_UNSPECIFIED;
    private boolean admitted;
    private boolean written;

    /// @param method full name of the method
    /// @param rule its rule; null if the contract has no such method
    /// @param clock the time of the line
    public AuditLine(String method, @Nullable AccessRule rule, InstantSource clock) {
        this.method = method;
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

    /// Notes that the access rule admitted the caller.
    public void admitted() {
        admitted = true;
    }

    /// Notes the object that a request names, if the contract says which field does.
    public void request(Message message) {
        if (rule != null && !rule.getAudit().getObjectField().isEmpty()) {
            object = AuditedField.read(message, rule.getAudit().getObjectField());
        }
    }

    /// What to answer to a call that failed: the refusal, or a fault of ours if it is not one.
    public StatusRuntimeException answer(Throwable failure) {
        if (failure instanceof Refusal refusal) {
            reason = refusal.reason();
            return Refusals.status(refusal);
        }
        reason = Reason.REASON_INTERNAL;
        LOG.errorf(failure, "call failed trace=%s", trace);
        return Refusals.status(new Refusal(reason, "internal error, trace " + trace));
    }

    /// Writes the line; true the first time.
    public boolean write(Status status) {
        if (written) {
            return false;
        }
        written = true;
        AUDIT.infof(
                "call at=%s decision=%s reason=%s method=%s effect=%s workload=%s serial=%s user=%s"
                        + " object=%s code=%s trace=%s",
                clock.instant(),
                admitted && !denied(status) ? "allow" : "deny",
                reason == Reason.REASON_UNSPECIFIED ? "" : Refusals.name(reason),
                method,
                rule == null ? "" : rule.getAudit().getEffect(),
                workload,
                serial,
                user,
                object,
                status.getCode(),
                trace);
        return true;
    }

    // A feature may still refuse whom the rule admitted.
    private static boolean denied(Status status) {
        return status.getCode() == Status.Code.UNAUTHENTICATED
                || status.getCode() == Status.Code.PERMISSION_DENIED;
    }
}
