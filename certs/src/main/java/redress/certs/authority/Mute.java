package redress.certs.authority;

import java.math.BigInteger;
import java.security.cert.X509CRL;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import redress.certs.CrlNumber;

/// An issuing authority of a trusted generation that can say nothing new, because its key is lost:
/// its last list is given out as it was, until it ends. Then its leaves are refused.
///
/// @param former whether the generation has another one since, whose list is not affected
/// @param made when the list was made; empty if there is none any more
/// @param until when it ends
/// @param unlisted serial numbers of the generation that were revoked since, 32 hexadecimal digits
public record Mute(
        int number,
        Stage stage,
        boolean former,
        Optional<Instant> made,
        Optional<Instant> until,
        List<String> unlisted) {
    public Mute {
        unlisted = List.copyOf(unlisted);
    }

    /// Empty for one whose list is of the last publication.
    static Optional<Mute> of(AuthorityState.Row row, Optional<X509CRL> list, AuthorityState state) {
        BigInteger newest = BigInteger.valueOf(state.publication().number());
        if (list.filter(it -> CrlNumber.of(it).equals(newest)).isPresent()) {
            return Optional.empty();
        }
        return Optional.of(of(row, false, list, state));
    }

    /// Empty for a former one whose list lacks nothing.
    static Optional<Mute> ofFormer(AuthorityState.Row row, X509CRL list, AuthorityState state) {
        return Optional.of(of(row, true, Optional.of(list), state))
                .filter(mute -> !mute.unlisted().isEmpty());
    }

    private static Mute of(
            AuthorityState.Row row, boolean former, Optional<X509CRL> list, AuthorityState state) {
        return new Mute(
                row.number(),
                row.stage(),
                former,
                list.map(it -> it.getThisUpdate().toInstant()),
                list.map(it -> it.getNextUpdate().toInstant()),
                list.map(it -> unlisted(row, it, state)).orElse(List.of()));
    }

    private static List<String> unlisted(
            AuthorityState.Row row, X509CRL list, AuthorityState state) {
        return state.revoked().stream()
                .map(Leaf.Revoked::leaf)
                .filter(leaf -> leaf.generation() == row.number())
                .filter(leaf -> list.getRevokedCertificate(leaf.serial()) == null)
                .map(leaf -> IssuedCertificate.hex(leaf.serial()))
                .toList();
    }

    /// Whether its leaves are to be replaced now: while the list still holds, without haste.
    public boolean isUrgentAt(Instant now) {
        return made.map(it -> !now.isBefore(it.plus(RevocationList.REPLACED_AFTER))).orElse(true);
    }

    /// What is wrong, as people say it.
    public String why() {
        return (former ? "the key of a former issuing authority is lost: " : "its key is lost: ")
                + until.map(end -> "its CRL stays as it is until " + end)
                        .orElse("it has no CRL, and its certificates are refused")
                + (unlisted.isEmpty() ? "" : "; NOT on it: " + String.join(", ", unlisted));
    }

    /// What helps.
    public String remedy() {
        String revoke = "certs authority revoke " + number;
        return switch (stage) {
            case ACTIVE ->
                    "certs authority prepare, then activate, taint %d, revoke %d"
                            .formatted(number, number);
            case OLD -> "certs authority taint " + number + ", then " + revoke;
            case PREPARED, TAINTED, REVOKED -> revoke;
        };
    }
}
