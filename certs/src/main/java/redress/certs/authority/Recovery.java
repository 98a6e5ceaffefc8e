package redress.certs.authority;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redress.certs.KeyAlgorithm;

/// The way back when the issuing authority expired, and so every leaf below it, or when its key is
/// lost. Needs no network and no workload.
///
/// Deliver afterwards: the leaves are due, and the agent issues them.
public final class Recovery {
    private final Ledger ledger;
    private final Keyring keyring;

    Recovery(Ledger ledger, Keyring keyring) {
        this.ledger = ledger;
        this.keyring = keyring;
    }

    /// What [#run] would do, and what it did.
    public enum Way {
        /// The issuing authority is valid and its key opens: only the CRL is published.
        CRL_ONLY("publish a new CRL (the issuing authority is valid)"),
        /// The root is valid and its key is here: whoever trusts it needs no new bundle.
        NEW_ISSUING("make a new issuing authority below the same root"),
        /// A new root, active at once: whoever does not get the new bundle is out.
        NEW_GENERATION("make a new root with a new issuing authority, and use it at once");

        private final String plan;

        Way(String plan) {
            this.plan = plan;
        }

        /// What is done, as people say it.
        public String plan() {
            return plan;
        }
    }

    /// Whether the active issuing authority's key is gone, as far as it can be seen without the
    /// passphrase: a key in a token cannot.
    public boolean isVisiblyNeeded() {
        return keyring.isVisiblyGone(ledger.state().active().issuingName());
    }

    /// @param rootKey the active root's, if it is kept elsewhere
    public Way way(Optional<PrivateKey> rootKey) {
        return way(ledger.state().active(), rootKey, ledger.now());
    }

    public Way run(Optional<PrivateKey> rootKey) {
        return ledger.change(
                draft -> {
                    AuthorityState.Row active = draft.state().active();
                    Way way = way(active, rootKey, draft.now());
                    switch (way) {
                        case CRL_ONLY -> {}
                        case NEW_ISSUING -> renew(draft, active, rootKey);
                        case NEW_GENERATION -> replace(draft, active);
                    }
                    draft.record("recover", Map.of("way", way.name()));
                    draft.publishCrl();
                    return way;
                });
    }

    private Way way(AuthorityState.Row active, Optional<PrivateKey> rootKey, Instant now) {
        String issuing = active.issuingName();
        if (keyring.issuerUnlessLost(issuing).isPresent() && holds(issuing, now)) {
            return Way.CRL_ONLY;
        }
        boolean hasKey =
                rootKey.isPresent() || keyring.issuerUnlessLost(active.rootName()).isPresent();
        return hasKey && holds(active.rootName(), now) ? Way.NEW_ISSUING : Way.NEW_GENERATION;
    }

    private boolean holds(String name, Instant now) {
        return Validity.of(keyring.certificate(name)).holdsAt(now);
    }

    private void renew(
            Ledger.Draft draft, AuthorityState.Row active, Optional<PrivateKey> rootKey) {
        PrivateKey key = rootKey.orElseGet(() -> keyring.issuer(active.rootName()).privateKey());
        AuthorityState.Row renewed =
                keyring.renewIssuing(active, key, draft.state().trustDomain(), draft.now());
        draft.set(draft.state().with(renewed));
        draft.then(() -> keyring.deleteUnused(List.of(renewed)));
    }

    private void replace(Ledger.Draft draft, AuthorityState.Row active) {
        X509Certificate issuing = keyring.certificate(active.issuingName());
        int number = draft.state().generations().getLast().number() + 1;
        AuthorityState.Row made =
                keyring.make(
                        number,
                        draft.state().trustDomain(),
                        KeyAlgorithm.of(issuing.getPublicKey()),
                        draft.now());
        AuthorityState.Row old = active.at(active.stage().supersede(active.number()));
        draft.set(draft.state().with(old).with(made.at(made.stage().activate(number))));
    }
}
