package redress.mesh.access;

import com.google.protobuf.Message;
import io.grpc.Attributes;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCall.SimpleForwardingServerCall;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import io.grpc.StatusRuntimeException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import redress.access.v1.Purpose;
import redress.access.v1.Reason;
import redress.mesh.audit.AuditLine;
import redress.mesh.audit.AuditedCall;
import redress.mesh.audit.journal.Trail;
import redress.mesh.identity.PeerIdentity;
import redress.mesh.identity.RefusedCertificateException;
import redress.mesh.identity.WorkloadIdentity;

/// The one gate around every call, whatever door it came through, in this order: peer → token →
/// access rule → deadline → limits → validation → the feature. Room in the audit journal is set
/// aside first; the entry is kept before the answer leaves, allowed or refused. What the caller is
/// not shown is masked in every answer.
public final class Gate implements ServerInterceptor {
    private static final Logger LOG = Logger.getLogger(Gate.class);
    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    /// What the caller says it uses the data for: a Purpose of the contract, without prefix.
    public static final Metadata.Key<String> PURPOSE =
            Metadata.Key.of("redress-purpose", Metadata.ASCII_STRING_MARSHALLER);

    /// Of any call, streams included: who wants more begins another one.
    private static final Duration LONGEST = Duration.ofHours(1);

    private final PeerSource peers;
    private final Supplier<WorkloadIdentity> own;
    private final Tokens tokens;
    private final AccessRules rules;
    private final ContractValidation validation;
    private final InstantSource clock;
    private final Trail trail;
    private final CallerLimits limits;

    /// @param peers where this way into the process finds the peer's certificates
    /// @param own what peers are verified against, on every call
    /// @param tokens verifies bearer tokens
    /// @param rules who may make which call
    /// @param validation checks messages
    /// @param clock tells whether certificates are valid now, and how long ago a user identified
    /// @param trail keeps an entry of every call
    /// @param limits how many calls each caller may make
    public Gate(
            PeerSource peers,
            Supplier<WorkloadIdentity> own,
            Tokens tokens,
            AccessRules rules,
            ContractValidation validation,
            InstantSource clock,
            Trail trail,
            CallerLimits limits) {
        this.peers = peers;
        this.own = own;
        this.tokens = tokens;
        this.rules = rules;
        this.validation = validation;
        this.clock = clock;
        this.trail = trail;
        this.limits = limits;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String method = call.getMethodDescriptor().getFullMethodName();
        var line = line(method);
        var audited = new AuditedCall<>(call, line);
        try {
            line.open();
            Caller caller =
                    admit(call.getAttributes(), headers, line, admission(method, headers, line));
            requireDeadline();
            audited.whenEnded(limits.enter(caller));
            if (!call.getMethodDescriptor().getType().serverSendsOneMessage()) {
                audited.beforeEach(again(call, headers, caller));
            }
            Context context = line.in(caller.in(Context.current()));
            var masking = new MaskingCall<>(audited, caller);
            return new GatedListener<>(
                    Contexts.interceptCall(context, masking, headers, next),
                    audited,
                    line,
                    request -> check(method, request, caller));
        } catch (RuntimeException | Error refused) {
            audited.refuse(refused);
            return new ServerCall.Listener<>() {};
        }
    }

    /// Prepares a call for a door that must read what its caller sent: only once the caller is
    /// admitted. What fails is audited like a call; what succeeds is audited when the call is made.
    ///
    /// @param headers the headers that the call will have
    /// @throws StatusRuntimeException the answer, if the caller or the preparation is refused
    public <T> T prepare(String method, Metadata headers, Supplier<T> preparation) {
        var line = line(method);
        return prepare(line, headers, admission(method, headers, line), preparation);
    }

    /// Reads what somebody sent where only its content tells which methods it calls. Whether they
    /// may call those is not asked here: each call has to be made through the gate. What fails is
    /// audited and counted like a call; what succeeds is audited by its calls.
    ///
    /// @param door what the audit calls it
    /// @throws StatusRuntimeException the answer, if certificate, token or content is refused
    public <T> T read(String door, Metadata headers, Supplier<T> reading) {
        return prepare(
                line(door),
                headers,
                (peer, user) -> {
                    var caller = new Caller(peer, user, Purpose.PURPOSE_UNSPECIFIED);
                    limits.await(caller);
                    return caller;
                },
                reading);
    }

    private <T> T prepare(
            AuditLine line, Metadata headers, Admission admission, Supplier<T> preparation) {
        try {
            line.open();
            Caller caller = admit(Attributes.EMPTY, headers, line, admission);
            T prepared = prepare(caller, preparation);
            line.drop();
            return prepared;
        } catch (RuntimeException | Error refused) {
            throw line.refuse(refused);
        }
    }

    // What succeeds is counted by the call that follows.
    private <T> T prepare(Caller caller, Supplier<T> preparation) {
        try {
            return preparation.get();
        } catch (RuntimeException | Error failed) {
            limits.charge(caller);
            throw failed;
        }
    }

    private AuditLine line(String method) {
        return new AuditLine(method, rules.of(method).orElse(null), clock, trail);
    }

    /// Who may come in.
    private interface Admission {
        Caller admit(PeerIdentity peer, Optional<User> user);
    }

    private Admission admission(String method, Metadata headers, AuditLine line) {
        return (peer, user) -> {
            Caller caller = rules.admit(method, peer, user, purpose(headers), clock.instant());
            line.admitted(caller.purpose());
            return caller;
        };
    }

    private Caller admit(
            Attributes connection, Metadata headers, AuditLine line, Admission admission) {
        var chain = peers.chain(connection, headers);
        PeerIdentity peer = peer(chain);
        line.peer(peer);
        try {
            Optional<User> user = token(headers).map(each -> tokens.verify(each, chain.getFirst()));
            user.ifPresent(known -> line.user(known.name()));
            return admission.admit(peer, user);
        } catch (Refusal refusal) {
            var _ = limits.slow(peer);
            throw refusal;
        }
    }

    // A stream goes on for as long as its user would be let in again. A peer that is no longer
    // trusted loses its connection (OpenConnections).
    private Runnable again(ServerCall<?, ?> call, Metadata headers, Caller caller) {
        var method = call.getMethodDescriptor().getFullMethodName();
        var sender = peers.chain(call.getAttributes(), headers).getFirst();
        return () -> {
            var user = caller.user().map(each -> tokens.verify(each.token(), sender));
            var _ = rules.admit(method, caller.peer(), user, Optional.empty(), clock.instant());
        };
    }

    private void check(String method, Message request, Caller caller) {
        validation.check(request);
        ShownFields.check(request, rules.effect(method), caller);
    }

    private PeerIdentity peer(List<X509Certificate> chain) {
        try {
            return own.get().verify(chain, clock.instant());
        } catch (RefusedCertificateException e) {
            LOG.infof("Peer refused reason=%s", e.reason());
            throw unknownWorkload("the client certificate is not a valid workload identity");
        }
    }

    private static Refusal unknownWorkload(String message) {
        return new Refusal(Reason.REASON_WORKLOAD_UNKNOWN, message);
    }

    private static Optional<String> token(Metadata headers) {
        var values = headers.getAll(AUTHORIZATION);
        if (values == null) {
            return Optional.empty();
        }
        var each = values.iterator();
        String value = each.next();
        if (each.hasNext() || !value.regionMatches(true, 0, "Bearer ", 0, 7)) {
            throw new Refusal(
                    Reason.REASON_TOKEN_INVALID, "authorization (expected: one bearer token)");
        }
        return Optional.of(value.substring(7).strip());
    }

    private static Optional<String> purpose(Metadata headers) {
        var values = headers.getAll(PURPOSE);
        if (values == null) {
            return Optional.empty();
        }
        var each = values.iterator();
        String value = each.next();
        if (each.hasNext()) {
            throw Refusal.invalid("redress-purpose", "more than one (expected: one purpose)");
        }
        return Optional.of(value);
    }

    private static void requireDeadline() {
        var deadline = Context.current().getDeadline();
        if (deadline == null || deadline.timeRemaining(TimeUnit.SECONDS) > LONGEST.toSeconds()) {
            throw new Refusal(
                    Reason.REASON_DEADLINE_REQUIRED,
                    "deadline: none, or too far away (expected: at most %d s from now)"
                            .formatted(LONGEST.toSeconds()));
        }
    }

    /// Shows the caller what the contract shows them.
    private static final class MaskingCall<Q, A> extends SimpleForwardingServerCall<Q, A> {
        private final Caller caller;

        MaskingCall(ServerCall<Q, A> call, Caller caller) {
            super(call);
            this.caller = caller;
        }

        @Override
        public void sendMessage(A answer) {
            super.sendMessage(ShownFields.masked(answer, caller));
        }
    }

    /// Validates what comes in and turns what a feature throws into the answer of the call.
    private static final class GatedListener<Q> extends SimpleForwardingServerCallListener<Q> {
        private final AuditedCall<Q, ?> call;
        private final AuditLine line;
        private final Consumer<Message> check;
        private boolean refused;

        GatedListener(
                ServerCall.Listener<Q> delegate,
                AuditedCall<Q, ?> call,
                AuditLine line,
                Consumer<Message> check) {
            super(delegate);
            this.call = call;
            this.line = line;
            this.check = check;
        }

        @Override
        public void onMessage(Q message) {
            guard(
                    () -> {
                        line.request((Message) message);
                        check.accept((Message) message);
                        super.onMessage(message);
                    });
        }

        @Override
        public void onHalfClose() {
            guard(super::onHalfClose);
        }

        @Override
        public void onReady() {
            guard(super::onReady);
        }

        @Override
        public void onComplete() {
            call.ended();
            super.onComplete();
        }

        @Override
        public void onCancel() {
            call.ended();
            super.onCancel();
        }

        private void guard(Runnable event) {
            if (refused) {
                return;
            }
            try {
                event.run();
            } catch (RuntimeException | Error e) {
                refused = true;
                call.refuse(e);
            }
        }
    }
}
