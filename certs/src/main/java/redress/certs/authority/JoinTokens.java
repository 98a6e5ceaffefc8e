package redress.certs.authority;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The rights to enrol that the authority gave out and nobody has used yet; known by their digests.
public final class JoinTokens {
    private final Ledger ledger;

    JoinTokens(Ledger ledger) {
        this.ledger = ledger;
    }

    /// Remembers a right; refuses one for a workload that nobody registered.
    public void keep(JoinToken token) {
        ledger.change(
                draft -> {
                    var _ = draft.state().registration(token.id());
                    var all = new ArrayList<>(draft.state().joinTokens());
                    all.add(token);
                    draft.set(draft.state().withTokens(all));
                    draft.record(
                            "token",
                            Map.of(
                                    "workload", token.id().toString(),
                                    "notAfter", token.notAfter().toString()));
                    return token;
                });
    }

    /// Takes the right away and returns it: whoever comes second gets nothing. Empty if it is not
    /// there or expired.
    public Optional<JoinToken> spend(String sha256) {
        return ledger.change(
                draft -> {
                    Optional<JoinToken> found =
                            draft.state().joinTokens().stream()
                                    .filter(token -> isSame(token.sha256(), sha256))
                                    .filter(token -> !token.notAfter().isBefore(draft.now()))
                                    .findFirst();
                    found.ifPresent(token -> remove(draft, token));
                    return found;
                });
    }

    /// In the same time whatever the difference is, so that nobody learns a digest by trying.
    private static boolean isSame(String kept, String shown) {
        return MessageDigest.isEqual(kept.getBytes(US_ASCII), shown.getBytes(US_ASCII));
    }

    private static void remove(Ledger.Draft draft, JoinToken spent) {
        List<JoinToken> rest =
                draft.state().joinTokens().stream().filter(each -> !each.equals(spent)).toList();
        draft.set(draft.state().withTokens(rest));
        draft.record("join", Map.of("workload", spent.id().toString()));
    }
}
