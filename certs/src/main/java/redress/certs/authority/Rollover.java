package redress.certs.authority;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redress.certs.CertsException;
import redress.certs.KeyAlgorithm;
import redress.certs.Reason;

/// The steps from one generation to the next: prepare, activate, taint, revoke. Each is refused
/// before its turn, with the names of those who are behind.
///
/// Deliver after each step: the workloads learn of it from their folders.
public final class Rollover {
    private final Ledger ledger;
    private final Keyring keyring;

    Rollover(Ledger ledger, Keyring keyring) {
        this.ledger = ledger;
        this.keyring = keyring;
    }

    /// A new generation with keys like the active one's.
    public Generation prepare() {
        String name = ledger.state().active().rootName();
        return prepare(KeyAlgorithm.of(keyring.certificate(name).getPublicKey()));
    }

    /// A new generation: its root is in the bundle from now on; it signs nothing yet.
    public Generation prepare(KeyAlgorithm algorithm) {
        return ledger.change(
                draft -> {
                    AuthorityState state = draft.state();
                    requireNonePrepared(state);
                    int number = state.generations().getLast().number() + 1;
                    var made = keyring.make(number, state.trustDomain(), algorithm, draft.now());
                    enter(draft, made, "prepare");
                    draft.publishCrl();
                    return keyring.generation(made);
                });
    }

    /// The prepared generation signs from now on, and the active one is old. Refused while somebody
    /// does not trust its root, or has a leaf by request from before there was that root and has
    /// not asked with it again.
    public Generation activate(int number, Evidence evidence) {
        AuthorityState state = ledger.state();
        AuthorityState.Row row = state.generation(number);
        var _ = row.stage().activate(number);
        List<Leaf> unaware =
                live(state).filter(leaf -> leaf.byRequest() && leaf.newestRoot() < number).toList();
        new OrderCheck(state.registrations(), evidence)
                .requireTrusted(keyring.generation(row), unaware);
        return ledger.change(draft -> activate(draft, number));
    }

    private Generation activate(Ledger.Draft draft, int number) {
        AuthorityState.Row old = draft.state().active();
        AuthorityState.Row next = draft.state().generation(number);
        draft.set(draft.state().with(old.at(old.stage().supersede(old.number()))));
        AuthorityState.Row active = next.at(next.stage().activate(number));
        enter(draft, active, "activate");
        return keyring.generation(active);
    }

    /// Every leaf of an old generation is due at once.
    public Generation taint(int number) {
        return ledger.change(
                draft -> {
                    AuthorityState.Row row = draft.state().generation(number);
                    AuthorityState.Row tainted = row.at(row.stage().taint(number));
                    enter(draft, tainted, "taint");
                    return keyring.generation(tainted);
                });
    }

    /// A tainted generation leaves the bundle and loses its keys. Refused while a live leaf of it
    /// is in use.
    ///
    /// @param connections whether open connections with a peer on such a leaf count as use; without
    ///   them they are cut
    public Generation revoke(int number, Evidence evidence, boolean connections) {
        AuthorityState state = ledger.state();
        AuthorityState.Row row = state.generation(number);
        var _ = row.stage().revoke(number);
        new OrderCheck(state.registrations(), evidence)
                .requireUnused(keyring.generation(row), unused(state, number, connections));
        return ledger.change(
                draft -> {
                    AuthorityState.Row now = draft.state().generation(number);
                    AuthorityState.Row revoked = now.at(now.stage().revoke(number));
                    enter(draft, revoked, "revoke-authority");
                    draft.publishCrl();
                    draft.then(() -> keyring.deleteUnused(List.of(revoked)));
                    return keyring.generation(revoked);
                });
    }

    /// Who would lose a connection if this generation were revoked now; one line each.
    public List<String> connections(int number, Evidence evidence) {
        AuthorityState state = ledger.state();
        return new OrderCheck(state.registrations(), evidence)
                .connections(keyring.generation(state.generation(number)));
    }

    /// What must end before a generation may go.
    private OrderCheck.Unused unused(AuthorityState state, int number, boolean connections) {
        List<Leaf> live = live(state).filter(leaf -> leaf.generation() == number).toList();
        return new OrderCheck.Unused(
                ledger.now(),
                live.stream().map(Leaf::serial).collect(Collectors.toUnmodifiableSet()),
                Authority.revoked(state),
                live.stream().filter(Leaf::byRequest).toList(),
                connections);
    }

    private Stream<Leaf> live(AuthorityState state) {
        Instant now = ledger.now();
        Set<BigInteger> revoked = Authority.revoked(state);
        return state.leaves().stream()
                .filter(leaf -> !leaf.notAfter().isBefore(now))
                .filter(leaf -> !revoked.contains(leaf.serial()));
    }

    private static void requireNonePrepared(AuthorityState state) {
        state.generations().stream()
                .filter(row -> row.stage() == Stage.PREPARED)
                .findFirst()
                .ifPresent(
                        row -> {
                            throw new CertsException(
                                    Reason.WRONG_ORDER,
                                    "authority " + row.number(),
                                    "prepared already",
                                    "to be activated or revoked before another is prepared");
                        });
    }

    private static void enter(Ledger.Draft draft, AuthorityState.Row row, String event) {
        draft.set(draft.state().with(row));
        draft.record(event, Map.of("authority", Integer.toString(row.number())));
    }
}
