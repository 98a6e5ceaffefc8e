package redress.certs.status;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import redress.certs.Signatures;
import redress.certs.SpiffeId;
import redress.certs.authority.Authority;
import redress.certs.authority.Generation;
import redress.certs.authority.Leaf;

/// What the authority remembers, read once.
record Background(
        Instant now, List<Generation> generations, List<Leaf> leaves, Set<BigInteger> revoked) {

    static Background of(Authority authority) {
        return new Background(
                authority.now(), authority.generations(), authority.leaves(), authority.revoked());
    }

    boolean isRevoked(BigInteger serial) {
        return revoked.contains(serial);
    }

    /// The generation a leaf is of: by the record, or by signature when it is not in it any more.
    Optional<Integer> generationOf(X509Certificate leaf) {
        return leaves.stream()
                .filter(each -> each.serial().equals(leaf.getSerialNumber()))
                .map(Leaf::generation)
                .findFirst()
                .or(
                        () ->
                                generations.stream()
                                        .filter(each -> Signatures.isSignedBy(leaf, each.issuing()))
                                        .map(Generation::number)
                                        .findFirst());
    }

    /// The one that was issued to a workload last and is good still.
    Optional<Leaf> newest(SpiffeId id) {
        return leaves.stream()
                .filter(leaf -> leaf.id().equals(id))
                .filter(leaf -> !isRevoked(leaf.serial()))
                .max(Comparator.comparing(Leaf::notAfter));
    }
}
