package redress.mesh.audit;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.Message;
import com.google.protobuf.Timestamp;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import redress.access.v1.AccessRule;
import redress.access.v1.Effect;
import redress.access.v1.Purpose;
import redress.access.v1.Reason;
import redress.audit.v1.AuditEntry;
import redress.audit.v1.Decision;
import redress.audit.v1.Head;
import redress.audit.v1.RecordHeadRequest;
import redress.mesh.access.Refusal;
import redress.mesh.access.Refusals;
import redress.mesh.audit.journal.Trail;
import redress.mesh.audit.journal.UnrecordableException;
import redress.mesh.identity.PeerIdentity;

/// What is recorded of one call: one entry in the journal, one line in the log, each exactly once.
/// A stream that is cut off has a second entry that says so, with the same trace.
///
/// Both name caller, certificate, user, method, object and decision; never a token, a key or the
/// content of a field that is not an identifier. A fault of ours reaches the caller without any
/// detail but the trace identifier; the log has the rest.
public final class AuditLine {
    private static final Logger AUDIT = Logger.getLogger("redress.audit");
    private static final Logger LOG = Logger.getLogger(AuditLine.class);

    private static final String LINE =
            "call at=%s decision=%s reason=%s method=%s effect=%s workload=%s serial=%s user=%s"
                    + " object=%s code=%s trace=%s";

    private static final Context.Key<AuditLine> CURRENT = Context.key("redress-audit-line");

    /// An entry must fit the room that the journal sets aside for it.
    private static final int LONGEST_NAME = 256;

    /// A page of a list holds as many items at most.
    private static final int MOST_OTHERS = 200;

    private final String method;
    private final @Nullable AccessRule rule;
    private final InstantSource clock;
    private final Trail trail;
    // Unique, not secret: no source of strong randomness is asked on every call.
    private final String trace = UuidCreator.getRandomBasedFast().toString();
    private final AtomicBoolean room = new AtomicBoolean();
    private final AtomicBoolean ended = new AtomicBoolean();
    private String workload = "";
    private String serial = "";
    private String user = "";
    private String object = "";
    private final Set<String> others = Collections.synchronizedSet(new LinkedHashSet<>());
    private @Nullable Head head;
    private Reason reason = Reason.REASON_UNSPECIFIED;
    private Purpose purpose = Purpose.PURPOSE_UNSPECIFIED;
    private boolean admitted;

    /// @param method full name of the method
    /// @param rule its rule; null if the contract has no such method
    /// @param clock the time of entry and line
    /// @param trail keeps the entry
    public AuditLine(String method, @Nullable AccessRule rule, InstantSource clock, Trail trail) {
        this.method = method;
        this.rule = rule;
        this.clock = clock;
        this.trail = trail;
    }

    /// The line of the gRPC call that runs on this thread; for the gRPC edge only.
    public static AuditLine current() {
        AuditLine line = CURRENT.get();
        if (line == null) {
            throw new IllegalStateException("no line: this code runs outside a gated call");
        }
        return line;
    }

    /// A context in which this is the current line.
    public Context in(Context context) {
        return context.withValue(CURRENT, this);
    }

    /// Makes sure that the call can be recorded.
    ///
    /// @throws Refusal with UNAVAILABLE if not: the call must not happen
    public void open() {
        try {
            trail.reserve();
            room.set(true);
        } catch (UnrecordableException e) {
            throw unrecordable(e);
        }
    }

    /// Makes room for another entry if the first one was kept: of a call that was let in and is
    /// refused later. Without room the log has it.
    public void openAgain() {
        if (room.get()) {
            return;
        }
        try {
            open();
        } catch (Refusal noRoom) {
            LOG.errorf("a stream was cut off without an entry trace=%s", trace);
        }
    }

    /// Forgets a call that is recorded elsewhere.
    public void drop() {
        if (ended.compareAndSet(false, true) && room.compareAndSet(true, false)) {
            trail.release();
        }
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

    /// Notes that the access rule admitted the caller, and for what.
    public void admitted(Purpose allowed) {
        admitted = true;
        purpose = allowed;
    }

    /// Notes the objects that a request names, if the contract says which fields do. In a stream
    /// they may be named once.
    public void request(Message message) {
        if (rule != null) {
            named(message, rule.getAudit().getObjectField()).stream()
                    .filter(named -> !named.isEmpty())
                    .findFirst()
                    .ifPresent(named -> object = named);
            about(named(message, rule.getAudit().getOtherObjectField()));
        }
        if (message instanceof RecordHeadRequest witnessed) {
            head = witnessed.getHead();
        }
    }

    /// Notes the objects whose content an answer gives, if the contract says which field names
    /// them.
    void answer(Message message) {
        if (rule != null) {
            about(named(message, rule.getAudit().getAnswerField()));
        }
    }

    private static List<String> named(Message message, String field) {
        return field.isEmpty() ? List.of() : AuditedField.read(message, field);
    }

    /// Notes an object that the call turns out to be about, though its request does not name it: a
    /// secret leads to it, for instance.
    public void about(UUID item) {
        about(List.of(item.toString()));
    }

    private void about(List<String> all) {
        for (String named : all) {
            if (object.isEmpty()) {
                object = named;
            } else if (!named.isEmpty() && !named.equals(object) && others.size() < MOST_OTHERS) {
                others.add(named);
            }
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

    /// Ends a call that is refused before it is made, and gives the answer.
    public StatusRuntimeException refuse(Throwable failure) {
        StatusRuntimeException answer = answer(failure);
        try {
            record(answer.getStatus());
        } catch (Refusal unrecordable) {
            answer = answer(unrecordable);
        }
        log(answer.getStatus());
        return answer;
    }

    /// Ends the call: true the first time, for whoever may answer it.
    public boolean end() {
        return ended.compareAndSet(false, true);
    }

    /// Keeps the entry, if that was not done before.
    ///
    /// @throws Refusal with UNAVAILABLE if it can't be kept: nothing may be answered
    public void record(Status status) {
        if (!room.compareAndSet(true, false)) {
            return;
        }
        try {
            trail.append(entry(status));
        } catch (UnrecordableException e) {
            throw unrecordable(e);
        }
    }

    /// Writes the line: what was answered well is in the journal, and here for those who ask for
    /// it.
    public void log(Status status) {
        var level = status.isOk() ? Logger.Level.DEBUG : Logger.Level.INFO;
        if (AUDIT.isEnabled(level)) {
            AUDIT.logf(level, LINE, values(status));
        }
    }

    private Object[] values(Status status) {
        return new Object[] {
            clock.instant(),
            allowed(status) ? "allow" : "deny",
            reason == Reason.REASON_UNSPECIFIED ? "" : Refusals.name(reason),
            method,
            rule == null ? "" : rule.getAudit().getEffect(),
            workload,
            serial,
            user,
            object,
            status.getCode(),
            trace
        };
    }

    private AuditEntry.Builder entry(Status status) {
        var entry =
                AuditEntry.newBuilder()
                        .setTime(time(clock.instant()))
                        .setDecision(
                                allowed(status) ? Decision.DECISION_ALLOW : Decision.DECISION_DENY)
                        .setReason(reason)
                        .setMethod(clipped(method))
                        .setEffect(
                                rule == null
                                        ? Effect.EFFECT_UNSPECIFIED
                                        : rule.getAudit().getEffect())
                        .setWorkload(clipped(workload))
                        .setSerial(clipped(serial))
                        .setUser(clipped(user))
                        .setObject(object)
                        .addAllOtherObjects(others)
                        .setPurpose(purpose)
                        .setPolicyVersion(PolicyVersion.CURRENT)
                        .setTrace(trace)
                        .setCode(status.getCode().name());
        if (head != null) {
            entry.setHead(head);
        }
        return entry;
    }

    // A feature may still refuse whom the rule admitted.
    private boolean allowed(Status status) {
        return admitted
                && status.getCode() != Status.Code.UNAUTHENTICATED
                && status.getCode() != Status.Code.PERMISSION_DENIED;
    }

    private static Timestamp time(Instant now) {
        return Timestamp.newBuilder()
                .setSeconds(now.getEpochSecond())
                .setNanos(now.getNano())
                .build();
    }

    private static String clipped(String name) {
        return name.length() <= LONGEST_NAME ? name : name.substring(0, LONGEST_NAME);
    }

    private static Refusal unrecordable(UnrecordableException cause) {
        LOG.errorf("Call refused because it can't be recorded: %s", cause.getMessage());
        return new Refusal(
                Reason.REASON_UNAVAILABLE, "the call can't be recorded now: try again later");
    }
}
