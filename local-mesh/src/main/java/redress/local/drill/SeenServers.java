package redress.local.drill;

import io.grpc.CallOptions;
import io.grpc.Channel;
import io.grpc.ClientCall;
import io.grpc.ClientInterceptor;
import io.grpc.ForwardingClientCall.SimpleForwardingClientCall;
import io.grpc.ForwardingClientCallListener.SimpleForwardingClientCallListener;
import io.grpc.Grpc;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import redress.certs.SpiffeId;

/// Notes which certificate a server showed in the TLS session of each answered call.
final class SeenServers implements ClientInterceptor {
    private final Map<String, Set<BigInteger>> serials = new ConcurrentHashMap<>();

    @Override
    public <Q, A> ClientCall<Q, A> interceptCall(
            MethodDescriptor<Q, A> method, CallOptions options, Channel next) {
        return new SimpleForwardingClientCall<>(next.newCall(method, options)) {
            @Override
            public void start(Listener<A> answers, Metadata headers) {
                super.start(
                        new SimpleForwardingClientCallListener<>(answers) {
                            @Override
                            public void onHeaders(Metadata answered) {
                                note(getAttributes().get(Grpc.TRANSPORT_ATTR_SSL_SESSION));
                                super.onHeaders(answered);
                            }
                        },
                        headers);
            }
        };
    }

    void note(@Nullable SSLSession session) {
        if (session == null) {
            return;
        }
        try {
            var leaf = (X509Certificate) session.getPeerCertificates()[0];
            serials.computeIfAbsent(
                            SpiffeId.of(leaf).workloadName(), _ -> ConcurrentHashMap.newKeySet())
                    .add(leaf.getSerialNumber());
        } catch (SSLPeerUnverifiedException e) {
            throw new IllegalStateException("a server without a certificate answered", e);
        }
    }

    /// The serials that a server has shown.
    Set<BigInteger> of(String workload) {
        return new HashSet<>(serials.getOrDefault(workload, Set.of()));
    }
}
