package redress.certs.workload;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import redress.certs.CertsException;
import redress.certs.KeyAlgorithm;
import redress.certs.authority.Authority;
import redress.certs.authority.Generation;
import redress.certs.authority.Mute;
import redress.certs.authority.Profile;
import redress.certs.authority.Registration;
import redress.certs.authority.Stage;
import redress.certs.authority.Validity;

/// Why a certificate is to be replaced now, by what the authority says at one moment.
record RenewalReason(
        Instant now, List<Generation> generations, List<Mute> mute, Set<BigInteger> revoked) {
    static RenewalReason by(Authority authority) {
        return new RenewalReason(
                authority.now(), authority.generations(), authority.mute(), authority.revoked());
    }

    /// Empty if the certificate may stay.
    Optional<String> of(X509Certificate leaf, Registration workload) {
        Optional<Generation> generation = generationOf(leaf);
        if (generation.isEmpty()) {
            return Optional.of("its authority is tainted or gone");
        }
        if (isSoonRefused(generation.get())) {
            return Optional.of("the key of its authority is lost");
        }
        if (revoked.contains(leaf.getSerialNumber())) {
            return Optional.of("it is revoked");
        }
        if (!saysWhatIsRegistered(leaf, workload)) {
            return Optional.of("the registration changed");
        }
        return now.isBefore(RenewalTime.of(leaf))
                ? Optional.empty()
                : Optional.of("half of its life is over");
    }

    private Optional<Generation> generationOf(X509Certificate leaf) {
        return generations.stream()
                .filter(each -> each.stage() == Stage.ACTIVE || each.stage() == Stage.OLD)
                .filter(
                        each ->
                                each.issuing()
                                        .getSubjectX500Principal()
                                        .equals(leaf.getIssuerX500Principal()))
                .findFirst();
    }

    /// A new one of an authority that is mute itself would help nobody.
    private boolean isSoonRefused(Generation generation) {
        return generation.stage() == Stage.OLD
                && mute.stream()
                        .filter(each -> !each.former() && each.number() == generation.number())
                        .anyMatch(each -> each.isUrgentAt(now));
    }

    private static boolean saysWhatIsRegistered(X509Certificate leaf, Registration workload) {
        try {
            return Profile.of(leaf).equals(workload.profile())
                    && KeyAlgorithm.of(leaf.getPublicKey()) == workload.algorithm()
                    && lifeOf(leaf).compareTo(workload.life()) <= 0;
        } catch (CertsException e) {
            return false;
        }
    }

    /// Shorter than registered when the issuer ends before: no reason to replace it.
    private static Duration lifeOf(X509Certificate leaf) {
        Validity validity = Validity.of(leaf);
        return Duration.between(validity.notBefore().plus(Validity.BACKDATED), validity.notAfter());
    }
}
