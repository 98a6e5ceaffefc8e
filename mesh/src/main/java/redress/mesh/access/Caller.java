package redress.mesh.access;

import io.grpc.Context;
import java.time.Instant;
import java.util.Optional;
import redress.access.v1.Purpose;
import redress.access.v1.Role;
import redress.mesh.identity.PeerIdentity;

/// Who makes a call: a workload, and the user behind it if there is one. Admitted by the gate.
///
/// @param peer the calling workload, from its certificate
/// @param user the user, from the verified token
/// @param purpose what the call may use data for
public record Caller(PeerIdentity peer, Optional<User> user, Purpose purpose) {
    private static final Context.Key<Caller> CURRENT = Context.key("redress-caller");

    /// The caller of the gRPC call that runs on this thread; for the gRPC edge only.
    public static Caller current() {
        Caller caller = CURRENT.get();
        if (caller == null) {
            throw new IllegalStateException("no caller: this code runs outside a gated call");
        }
        return caller;
    }

    Context in(Context context) {
        return context.withValue(CURRENT, this);
    }

    /// Name of the calling workload.
    public String workload() {
        return peer.workload();
    }

    /// Name of the user, or an empty text for a pure service call.
    public String userName() {
        return user.map(User::name).orElse("");
    }

    /// What the user serves; nothing for a pure service call.
    public Scope scope() {
        return user.map(User::scope).orElse(Scope.NOTHING);
    }

    /// Whether the user has the role; false for a pure service call.
    public boolean has(Role role) {
        return user.map(known -> known.roles().contains(role)).orElse(false);
    }

    /// Whether the user identified surely and recently enough; false for a pure service call.
    public boolean meets(Demand demand, Instant now) {
        return user.map(known -> demand.isMetBy(known.signIn(), now)).orElse(false);
    }
}
