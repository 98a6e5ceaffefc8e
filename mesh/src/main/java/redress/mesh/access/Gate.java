package redress.mesh.access;

import com.google.protobuf.Message;
import io.grpc.Context;
import io.grpc.Contexts;
import io.grpc.ForwardingServerCallListener.SimpleForwardingServerCallListener;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.ServerCall;
import io.grpc.ServerCallHandler;
import io.grpc.ServerInterceptor;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;
import redress.access.v1.Reason;
import redress.mesh.audit.AuditedCall;
import redress.mesh.identity.PeerIdentity;
import redress.mesh.identity.RefusedCertificateException;
import redress.mesh.identity.TrustDomain;

/// The one gate around every call, whatever door it came through, in this order: peer → token →
/// access rule → deadline → validation → the feature; the audit line closes each call, allowed or
/// refused.
public final class Gate implements ServerInterceptor {
    static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final PeerSource peers;
    private final Supplier<TrustDomain> trustDomain;
    private final Tokens tokens;
    private final AccessRules rules;
    private final ContractValidation validation;
    private final InstantSource clock;

    /// @param peers where this way into the process finds the peer's certificate
    /// @param trustDomain the trust domain that peers must belong to
    /// @param tokens verifies bearer tokens
    /// @param rules who may make which call
    /// @param validation checks messages
    /// @param clock tells whether certificates are valid now
    public Gate(
            PeerSource peers,
            Supplier<TrustDomain> trustDomain,
            Tokens tokens,
            AccessRules rules,
            ContractValidation validation,
            InstantSource clock) {
        this.peers = peers;
        this.trustDomain = trustDomain;
        this.tokens = tokens;
        this.rules = rules;
        this.validation = validation;
        this.clock = clock;
    }

    @Override
    public <Q, A> ServerCall.Listener<Q> interceptCall(
            ServerCall<Q, A> call, Metadata headers, ServerCallHandler<Q, A> next) {
        String method = call.getMethodDescriptor().getFullMethodName();
        var audited = new AuditedCall<>(call, rules.of(method).orElse(null), clock);
        try {
            PeerIdentity peer = peer(call, headers);
            audited.peer(peer);
            Optional<User> user = token(headers).map(tokens::verify);
            user.ifPresent(known -> audited.user(known.name()));
            Caller caller = rules.admit(method, peer, user);
            requireDeadline(call);
            Context context = caller.in(Context.current());
            return new GatedListener<>(
                    Contexts.interceptCall(context, audited, headers, next), audited);
        } catch (RuntimeException refused) {
            audited.refuse(refused);
            return new ServerCall.Listener<>() {};
        }
    }

    private PeerIdentity peer(ServerCall<?, ?> call, Metadata headers) {
        var certificate =
                peers.certificate(call, headers)
                        .orElseThrow(() -> unknownWorkload("no client certificate"));
        try {
            return PeerIdentity.of(certificate, trustDomain.get(), clock.instant());
        } catch (RefusedCertificateException e) {
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

    private static void requireDeadline(ServerCall<?, ?> call) {
        if (call.getMethodDescriptor().getType() == MethodType.UNARY
                && Context.current().getDeadline() == null) {
            throw new Refusal(
                    Reason.REASON_DEADLINE_REQUIRED, "the call has no deadline (expected: one)");
        }
    }

    /// Validates what comes in and turns what a feature throws into the answer of the call.
    private final class GatedListener<Q> extends SimpleForwardingServerCallListener<Q> {
        private final AuditedCall<Q, ?> call;
        private boolean refused;

        GatedListener(ServerCall.Listener<Q> delegate, AuditedCall<Q, ?> call) {
            super(delegate);
            this.call = call;
        }

        @Override
        public void onMessage(Q message) {
            guard(
                    () -> {
                        call.request((Message) message);
                        validation.check((Message) message);
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
            } catch (RuntimeException e) {
                refused = true;
                call.refuse(e);
            }
        }
    }
}
