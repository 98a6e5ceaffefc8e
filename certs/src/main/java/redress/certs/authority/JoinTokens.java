package redress.certs.authority;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.PublicKey;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;
import redress.certs.CertsException;
import redress.certs.Reason;
import redress.certs.SpiffeId;

/// The rights to enrol that the authority gave out and nobody has used yet; known by their digests.
public final class JoinTokens {
    private final Ledger ledger;
    private final Issuance issuance;

    JoinTokens(Ledger ledger, Issuance issuance) {
        this.ledger = ledger;
        this.issuance = issuance;
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

    /// Takes the right away and issues what it is for, in one change: whoever comes second gets
    /// nothing, and no revocation comes between. Ends the suspension of its workload.
    ///
    /// @param entitled refuses a workload that the key's owner does not want to be; the right is
    ///   spent all the same
    public IssuedCertificate redeem(String sha256, PublicKey key, Consumer<SpiffeId> entitled) {
        Supplier<IssuedCertificate> outcome =
                ledger.change(
                        draft -> {
                            JoinToken token = find(draft, sha256);
                            remove(draft, token);
                            try {
                                entitled.accept(token.id());
                            } catch (CertsException refusal) {
                                return () -> {
                                    throw refusal;
                                };
                            }
                            var _ = Issuance.admit(draft, token.id());
                            IssuedCertificate issued = issuance.issue(draft, token.id(), key, true);
                            return () -> issued;
                        });
        return outcome.get();
    }

    private static JoinToken find(Ledger.Draft draft, String sha256) {
        return draft.state().joinTokens().stream()
                .filter(token -> isSame(token.sha256(), sha256))
                .filter(token -> !token.notAfter().isBefore(draft.now()))
                .findFirst()
                .orElseThrow(
                        () ->
                                new CertsException(
                                        Reason.NOT_ENTITLED,
                                        "join token",
                                        "unknown, used, expired or taken back",
                                        "a fresh one: certs token WORKLOAD"));
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
