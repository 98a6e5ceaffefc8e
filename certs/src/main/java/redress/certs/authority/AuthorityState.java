package redress.certs.authority;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import redress.certs.CertsException;
import redress.certs.Reason;
import redress.certs.SpiffeId;
import redress.certs.TrustDomain;

/// All that an authority remembers besides its keys and its own certificates; `authority.json`.
///
/// @param leaves issued and not expired
/// @param publication the newest CRL
/// @param logHead the last line of the signed log when this was written
record AuthorityState(
        TrustDomain trustDomain,
        List<Row> generations,
        List<Registration> registrations,
        List<Leaf> leaves,
        List<Leaf.Revoked> revoked,
        Publication publication,
        List<JoinToken> joinTokens,
        LogHead logHead) {

    /// A serial number stays in the CRL for this long after its certificate expired: clocks differ
    /// (RFC 5280, 3.3, asks for one CRL more than needed).
    static final Duration KEPT_AFTER_EXPIRY = Duration.ofDays(1);

    /// A generation.
    ///
    /// @param issuing which of its issuing authorities is in use: `issuing`, and `issuing-2` after
    ///   the first expired
    record Row(int number, Stage stage, String issuing) {
        static final String ISSUING = "issuing";

        Row at(Stage next) {
            return new Row(number, next, issuing);
        }

        /// The issuing authority of this ordinal below the root: 1, 2, 3 and so on.
        static String issuing(int ordinal) {
            return ordinal == 1 ? ISSUING : ISSUING + "-" + ordinal;
        }

        int ordinal() {
            return issuing.equals(ISSUING)
                    ? 1
                    : Integer.parseInt(issuing.substring(ISSUING.length() + 1));
        }

        Row withNextIssuing() {
            return new Row(number, stage, issuing(ordinal() + 1));
        }

        /// The keys that nobody may have any more.
        List<String> unusedKeys() {
            return stage == Stage.REVOKED
                    ? Stream.concat(Stream.of(rootName()), issuingNames().stream()).toList()
                    : formerIssuingNames();
        }

        /// Its issuing authorities that were replaced.
        List<String> formerIssuingNames() {
            return issuingNames().subList(0, ordinal() - 1);
        }

        /// All its issuing authorities there ever were, the first one first.
        List<String> issuingNames() {
            return IntStream.rangeClosed(1, ordinal())
                    .mapToObj(each -> number + "/" + issuing(each))
                    .toList();
        }

        String rootName() {
            return number + "/root";
        }

        String issuingName() {
            return number + "/" + issuing;
        }
    }

    /// A CRL as it was given out.
    ///
    /// @param sha256 of the text of `crl.pem`
    record Publication(long number, Instant at, String sha256) {}

    /// One line of the log.
    record LogHead(long seq, String sha256) {}

    AuthorityState {
        generations = List.copyOf(generations);
        registrations = List.copyOf(registrations);
        leaves = List.copyOf(leaves);
        revoked = List.copyOf(revoked);
        joinTokens = List.copyOf(joinTokens);
    }

    static AuthorityState of(TrustDomain domain, Row first, Instant now) {
        return new AuthorityState(
                domain,
                List.of(first),
                List.of(),
                List.of(),
                List.of(),
                new Publication(0, now, ""),
                List.of(),
                SignedLog.EMPTY);
    }

    Row active() {
        return generations.stream()
                .filter(row -> row.stage() == Stage.ACTIVE)
                .findFirst()
                .orElseThrow(
                        () ->
                                new CertsException(
                                        Reason.BAD_MATERIAL, "active authority", "none", "one"));
    }

    Row generation(int number) {
        return generations.stream()
                .filter(row -> row.number() == number)
                .findFirst()
                .orElseThrow(
                        () ->
                                new CertsException(
                                        Reason.NOT_FOUND,
                                        "authority",
                                        number,
                                        "one of "
                                                + generations.stream().map(Row::number).toList()));
    }

    /// Those whose roots are in the bundle.
    List<Row> trusted() {
        return generations.stream().filter(row -> row.stage() != Stage.REVOKED).toList();
    }

    Registration registration(SpiffeId id) {
        return registrations.stream()
                .filter(each -> each.id().equals(id))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CertsException(
                                        Reason.NOT_FOUND,
                                        "registration",
                                        id,
                                        "a registered workload: certs issue"));
    }

    AuthorityState with(Row row) {
        return withGenerations(put(generations, row, old -> old.number() == row.number()));
    }

    AuthorityState with(Registration registration) {
        var all = put(registrations, registration, old -> old.id().equals(registration.id()));
        return new AuthorityState(
                trustDomain, generations, all, leaves, revoked, publication, joinTokens, logHead);
    }

    AuthorityState with(Leaf leaf) {
        return withLeaves(put(leaves, leaf, old -> old.sha256().equals(leaf.sha256())), revoked);
    }

    AuthorityState withRevoked(List<Leaf> taken, Instant at) {
        var all = new ArrayList<>(revoked);
        taken.forEach(leaf -> all.add(new Leaf.Revoked(leaf, at)));
        return withLeaves(leaves, all);
    }

    AuthorityState with(Publication next) {
        return new AuthorityState(
                trustDomain,
                generations,
                registrations,
                leaves,
                revoked,
                next,
                joinTokens,
                logHead);
    }

    AuthorityState withTokens(List<JoinToken> tokens) {
        return new AuthorityState(
                trustDomain,
                generations,
                registrations,
                leaves,
                revoked,
                publication,
                tokens,
                logHead);
    }

    AuthorityState with(LogHead head) {
        return new AuthorityState(
                trustDomain,
                generations,
                registrations,
                leaves,
                revoked,
                publication,
                joinTokens,
                head);
    }

    /// Without what nobody can use any more.
    AuthorityState prunedAt(Instant now) {
        Predicate<Leaf> lives = leaf -> !leaf.notAfter().plus(KEPT_AFTER_EXPIRY).isBefore(now);
        return withLeaves(
                        leaves.stream().filter(lives).toList(),
                        revoked.stream().filter(each -> lives.test(each.leaf())).toList())
                .withTokens(
                        joinTokens.stream()
                                .filter(token -> !token.notAfter().isBefore(now))
                                .toList());
    }

    private AuthorityState withGenerations(List<Row> all) {
        return new AuthorityState(
                trustDomain, all, registrations, leaves, revoked, publication, joinTokens, logHead);
    }

    private AuthorityState withLeaves(List<Leaf> all, List<Leaf.Revoked> taken) {
        return new AuthorityState(
                trustDomain,
                generations,
                registrations,
                all,
                taken,
                publication,
                joinTokens,
                logHead);
    }

    /// The list with `value` in the place of what matches, or at the end.
    private static <T> List<T> put(List<T> all, T value, Predicate<T> replaced) {
        var next = new ArrayList<>(all);
        for (int i = 0; i < next.size(); i++) {
            if (replaced.test(next.get(i))) {
                next.set(i, value);
                return next;
            }
        }
        next.add(value);
        return next;
    }
}
