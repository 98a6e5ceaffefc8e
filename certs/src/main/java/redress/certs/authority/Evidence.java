package redress.certs.authority;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/// What can be seen of the workloads, for the order checks of the rollover: the authority decides
/// on it and looks at nothing itself.
///
/// Empty always means "there is nothing to look at"; what is there and cannot be read is a
/// [redress.certs.CertsException], and counts against the step.
public interface Evidence {
    /// The files on the disk; empty for a workload without a folder.
    Optional<Held> folder(Registration workload);

    /// What the running process says it works with; empty if there is no fresh report.
    Optional<Loaded> report(Registration workload);

    /// What the server shows on the wire; empty if none is registered or nothing listens.
    Optional<Shown> probe(Registration workload);

    /// What a workload's folder holds.
    ///
    /// @param listed who signed its revocation lists
    record Held(X509Certificate leaf, List<X509Certificate> anchors, Set<X500Principal> listed) {
        public Held {
            listed = Set.copyOf(listed);
            anchors = List.copyOf(anchors);
        }
    }

    /// What a process has loaded.
    ///
    /// @param anchors SHA-256 of each root it trusts, 64 hexadecimal digits
    /// @param listed who signed the revocation lists it works with
    /// @param failure why it does not work with what is in its folder; empty if it does
    /// @param peersByIssuer the names of those it has connections with, by who issued their leaves
    record Loaded(
            BigInteger serial,
            Set<String> anchors,
            Set<X500Principal> listed,
            Optional<String> failure,
            Map<X500Principal, Set<String>> peersByIssuer) {
        public Loaded {
            listed = Set.copyOf(listed);
            anchors = Set.copyOf(anchors);
            peersByIssuer = Map.copyOf(peersByIssuer);
        }
    }

    /// What a handshake shows.
    ///
    /// @param acceptedIssuers the roots named in the request for a client certificate; empty if
    ///   none is asked for
    record Shown(X509Certificate leaf, List<X500Principal> acceptedIssuers) {
        public Shown {
            acceptedIssuers = List.copyOf(acceptedIssuers);
        }
    }
}
