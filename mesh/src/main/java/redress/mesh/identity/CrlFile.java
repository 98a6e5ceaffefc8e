package redress.mesh.identity;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import redress.mesh.identity.UnusableIdentityException.Reason;

/// Decides whether the lists in `crl.pem` may be used: all of them, or none.
///
/// Each must be signed by an anchor or by an authority below one that may sign lists, be published
/// and not stale, and not be older than the one in use. No issuer may vanish as long as its root is
/// trusted and its list in use is not stale: one that lost its key can publish no other. Without a
/// list its leaves are refused. Lists of an issuer whose certificate has expired are left out.
final class CrlFile {

    private static final int CRL_SIGN = 6;

    private final Path file;
    private final TrustAnchors anchors;
    private final Instant now;
    private final List<X509Certificate> issuers;

    private CrlFile(Path file, String text, TrustAnchors anchors, Instant now) {
        this.file = file;
        this.anchors = anchors;
        this.now = now;
        this.issuers =
                Stream.concat(
                                Pem.certificatesIfAny(file, text).stream(),
                                anchors.certificates().stream())
                        .toList();
    }

    /// The lists of the text.
    ///
    /// @param inUse what they would replace
    /// @throws UnusableIdentityException if any of them may not be used
    static Revocations read(
            Path folder, String text, TrustAnchors anchors, Revocations inUse, Instant now) {
        Path path = folder.resolve(IdentityFiles.CRL);
        List<X509CRL> found = Pem.crls(path, text);
        var reader = new CrlFile(path, text, anchors, now);
        Map<Crl.Issuer, Crl> lists = new HashMap<>();
        for (X509CRL each : found) {
            Crl crl = reader.verified(each);
            if (!crl.isOutlivedAt(now)) {
                reader.requireCurrent(crl, inUse.of(crl.issuer()));
                lists.merge(
                        crl.issuer(), crl, (one, other) -> one.isOlderThan(other) ? other : one);
            }
        }
        reader.requireNoneVanished(inUse, lists.keySet());
        return new Revocations(List.copyOf(lists.values()));
    }

    private Crl verified(X509CRL crl) {
        List<X509Certificate> named =
                issuers.stream()
                        .filter(
                                each ->
                                        each.getSubjectX500Principal()
                                                .equals(crl.getIssuerX500Principal()))
                        .toList();
        X509Certificate issuer =
                named.stream()
                        .filter(each -> isSignedBy(crl, each))
                        .findFirst()
                        .orElseThrow(() -> unsigned(crl, named));
        requireForm(crl);
        requireTrusted(issuer);
        try {
            return Crl.of(crl, issuer);
        } catch (IllegalArgumentException e) {
            throw refused(Reason.MALFORMED_CRL, "damaged", "X.509 CRLs in PEM");
        }
    }

    private UnusableIdentityException unsigned(X509CRL crl, List<X509Certificate> named) {
        return named.isEmpty()
                ? refused(
                        Reason.FOREIGN_CRL,
                        "issuer " + crl.getIssuerX500Principal().getName(),
                        "an anchor, or an authority in this file")
                : refused(
                        Reason.BAD_CRL_SIGNATURE,
                        "not signed by " + crl.getIssuerX500Principal().getName(),
                        "a good signature");
    }

    private static boolean isSignedBy(X509CRL crl, X509Certificate issuer) {
        try {
            crl.verify(issuer.getPublicKey());
            return true;
        } catch (GeneralSecurityException e) {
            return false;
        }
    }

    /// A critical extension makes a list a partial or an indirect one (RFC 5280, section 5.2).
    private void requireForm(X509CRL crl) {
        Set<String> critical = crl.getCriticalExtensionOIDs();
        if (critical != null && !critical.isEmpty()) {
            throw refused(Reason.MALFORMED_CRL, "critical extension " + critical, "a whole list");
        }
        if (crl.getNextUpdate() == null) {
            throw refused(Reason.MALFORMED_CRL, "no next update", "a time");
        }
    }

    private void requireTrusted(X509Certificate issuer) {
        boolean @Nullable [] usage = issuer.getKeyUsage();
        boolean maySign = usage == null || (usage.length > CRL_SIGN && usage[CRL_SIGN]);
        if (issuer.getBasicConstraints() < 0 || !maySign) {
            throw refused(Reason.FOREIGN_CRL, "issuer may not sign it", "an authority, cRLSign");
        }
        boolean expired = issuer.getNotAfter().toInstant().isBefore(now);
        if (!expired && !anchors.vouchFor(issuer, now)) {
            throw refused(
                    Reason.FOREIGN_CRL,
                    "issuer " + issuer.getSubjectX500Principal().getName(),
                    "an anchor, or an authority below one");
        }
    }

    private void requireCurrent(Crl crl, @Nullable Crl inUse) {
        String name = crl.issuer().name().getName();
        if (!crl.isPublishedBy(now)) {
            throw refused(
                    Reason.STALE_CRL, name + " from " + crl.thisUpdate(), now + " or earlier");
        }
        if (crl.isStaleAt(now)) {
            throw refused(Reason.STALE_CRL, name + " until " + crl.nextUpdate(), now + " or later");
        }
        if (inUse != null && crl.isOlderThan(inUse)) {
            throw refused(
                    Reason.OLDER_CRL,
                    "%s number %s of %s".formatted(name, crl.number(), crl.thisUpdate()),
                    "number %s of %s, or later".formatted(inUse.number(), inUse.thisUpdate()));
        }
    }

    private void requireNoneVanished(Revocations inUse, Set<Crl.Issuer> present) {
        List<String> vanished = new ArrayList<>();
        for (Crl each : inUse.lists()) {
            boolean counts =
                    !each.isOutlivedAt(now)
                            && !each.isStaleAt(now)
                            && anchors.vouchFor(each.signer(), now);
            if (counts && !present.contains(each.issuer())) {
                vanished.add(each.issuer().name().getName());
            }
        }
        if (!vanished.isEmpty()) {
            throw refused(Reason.MISSING_CRL, "none of " + vanished, "one for each trusted issuer");
        }
    }

    private UnusableIdentityException refused(Reason reason, String value, String expected) {
        return UnusableIdentityException.of(reason, file, value, expected);
    }
}
