package redress.mesh.identity;

import java.math.BigInteger;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import redress.mesh.identity.RefusedCertificateException.Reason;

/// What the trusted authorities have revoked, as far as this workload knows.
///
/// Every list was verified when it was read. That none has gone stale since is *not* promised: a
/// stale one goes on being enforced, [#staleAt] tells.
public final class Revocations {

    private static final Revocations UNCHECKED = new Revocations(Map.of(), false);

    private final Map<Crl.Issuer, Crl> lists;
    private final boolean checked;

    private Revocations(Map<Crl.Issuer, Crl> lists, boolean checked) {
        this.lists = lists;
        this.checked = checked;
    }

    Revocations(List<Crl> lists) {
        this(
                lists.stream()
                        .collect(Collectors.toUnmodifiableMap(Crl::issuer, Function.identity())),
                true);
    }

    /// For issuers that publish nothing: no certificate is looked up.
    static Revocations unchecked() {
        return UNCHECKED;
    }

    /// Whether certificates are looked up at all.
    public boolean isChecked() {
        return checked;
    }

    /// The numbers of the lists by issuer, in the form of
    /// [javax.security.auth.x500.X500Principal#getName()]; of two issuers of one name, the higher.
    public Map<String, BigInteger> numbers() {
        Map<String, BigInteger> numbers = new TreeMap<>();
        lists.values()
                .forEach(
                        each ->
                                numbers.merge(
                                        each.issuer().name().getName(),
                                        each.number(),
                                        BigInteger::max));
        return numbers;
    }

    /// When the newest list was published; empty if there is none.
    public Optional<Instant> newest() {
        return lists.values().stream().map(Crl::thisUpdate).max(Comparator.naturalOrder());
    }

    /// A list that should have been replaced by now, by the name of its issuer.
    public Optional<String> staleAt(Instant now) {
        return lists.values().stream()
                .filter(each -> each.isStaleAt(now) && !each.isOutlivedAt(now))
                .map(each -> each.issuer().name().getName() + " until " + each.nextUpdate())
                .findFirst();
    }

    List<Crl> lists() {
        return List.copyOf(lists.values());
    }

    @Nullable Crl of(Crl.Issuer issuer) {
        return lists.get(issuer);
    }

    /// Returns normally only if nothing on the way from the leaf to its anchor is revoked. The
    /// leaf's issuer must have published a list; an authority above it need not.
    void require(TrustAnchors.Path path) throws RefusedCertificateException {
        if (!checked) {
            return;
        }
        List<X509Certificate> way = path.withAnchor();
        for (int i = 0; i < way.size() - 1; i++) {
            Crl list = lists.get(Crl.Issuer.of(way.get(i + 1)));
            if (list == null && i == 0) {
                throw new RefusedCertificateException(
                        Reason.REVOCATION_UNKNOWN,
                        "list of revoked certificates: none of %s (expected: one)"
                                .formatted(way.get(1).getSubjectX500Principal()));
            }
            if (list != null && list.revoked().contains(way.get(i).getSerialNumber())) {
                throw new RefusedCertificateException(
                        Reason.REVOKED,
                        "certificate: %s is revoked (expected: not)"
                                .formatted(way.get(i).getSerialNumber().toString(16)));
            }
        }
    }
}
