package redress.certs.authority;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import redress.certs.CertsException;
import redress.certs.KeyAlgorithm;
import redress.certs.LockFile;
import redress.certs.Reason;
import redress.certs.SpiffeId;
import redress.certs.TrustDomain;
import redress.certs.vault.KeyVault;

/// Vouches for the workloads of one trust domain, takes certificates back, and hands over from one
/// generation of its keys to the next ([Rollover]).
///
/// Several processes may work on one folder: each change is made under a lock on the newest state,
/// is in the signed log, and is there as a whole or not at all. Keys are opened when they are first
/// needed. The root's key is needed by [Recovery] only.
public final class Authority {
    /// A leaf's life when nobody asks for another.
    public static final Duration LEAF_LIFE = Duration.ofHours(1);

    /// An authority that ends sooner than this wants a successor.
    public static final Duration ENDS_SOON = Duration.ofDays(60);

    private final AuthorityFolder folder;
    private final Keyring keyring;
    private final Ledger ledger;
    private final Issuance issuance;
    private final InstantSource clock;

    private Authority(AuthorityFolder folder, char[] passphrase, InstantSource clock) {
        this.folder = folder;
        this.keyring = new Keyring(folder, KeyVault.of(folder.path(), passphrase));
        this.ledger = new Ledger(folder, keyring, clock);
        this.issuance = new Issuance(keyring);
        this.clock = clock;
    }

    /// Makes an authority with keys on P-256; refuses a folder that has anything in it.
    public static Authority create(
            Path dir, TrustDomain trustDomain, char[] passphrase, InstantSource clock) {
        return create(dir, trustDomain, KeyAlgorithm.P256, passphrase, clock);
    }

    /// Makes an authority with keys of the given algorithm; refuses a folder that has anything in
    /// it.
    public static Authority create(
            Path dir,
            TrustDomain trustDomain,
            KeyAlgorithm algorithm,
            char[] passphrase,
            InstantSource clock) {
        return create(dir, passphrase, clock, trustDomain, algorithm, _ -> {});
    }

    /// Makes an authority whose keys are in a PKCS#11 token.
    ///
    /// @param config which token, in SunPKCS11's own form; kept in the folder
    public static Authority createInToken(
            Path dir,
            TrustDomain trustDomain,
            KeyAlgorithm algorithm,
            String config,
            char[] pin,
            InstantSource clock) {
        return create(dir, pin, clock, trustDomain, algorithm, staged -> staged.writeToken(config));
    }

    private static Authority create(
            Path dir,
            char[] secret,
            InstantSource clock,
            TrustDomain trustDomain,
            KeyAlgorithm algorithm,
            Consumer<AuthorityFolder> prepare) {
        var folder = new AuthorityFolder(dir);
        folder.requireVacant();
        folder.createWith(
                staged -> {
                    prepare.accept(staged);
                    new Authority(staged, secret, clock).found(trustDomain, algorithm);
                });
        return new Authority(folder, secret, clock);
    }

    /// An authority made before. A wrong passphrase, or keys that others may read, are refused when
    /// the first key is needed.
    public static Authority open(Path dir, char[] passphrase, InstantSource clock) {
        var folder = new AuthorityFolder(dir);
        var _ = folder.state();
        return new Authority(folder, passphrase, clock);
    }

    private void found(TrustDomain domain, KeyAlgorithm algorithm) {
        AuthorityState.Row made = keyring.make(1, domain, algorithm, clock.instant());
        folder.log().create();
        ledger.begin(
                AuthorityState.of(domain, made.at(Stage.ACTIVE), clock.instant()),
                draft -> {
                    draft.record(
                            "init",
                            Map.of("trustDomain", domain.name(), "algorithm", algorithm.label()));
                    draft.publishCrl();
                });
    }

    /// Decides what a workload's certificates say and how it gets them, in place of what was
    /// decided before. A suspended workload stays suspended; nothing happens if nothing changes.
    public Registration register(Registration wanted) {
        requireOwn(wanted.id());
        return ledger.change(
                draft -> {
                    requireOwnFolder(draft.state(), wanted);
                    Optional<Registration> old = find(draft.state(), wanted.id());
                    Registration next =
                            wanted.withSuspended(old.map(Registration::suspended).orElse(false));
                    if (!old.equals(Optional.of(next))) {
                        draft.set(draft.state().with(next));
                        draft.record("register", described(next));
                    }
                    return next;
                });
    }

    /// Lets a suspended workload have certificates again; those that were revoked stay revoked.
    /// Whether it was suspended.
    public boolean admit(SpiffeId id) {
        return ledger.change(draft -> Issuance.admit(draft, id));
    }

    public List<Registration> registrations() {
        return ledger.state().registrations();
    }

    /// Refuses a workload that nobody registered.
    public Registration registration(SpiffeId id) {
        return ledger.state().registration(id);
    }

    /// A certificate for the key; all else in it comes from the registration.
    ///
    /// It lives as long as registered, or as long as its issuer if that is shorter. It is in the
    /// log before it is returned. Refuses unknown and suspended workloads, weak keys, and to work
    /// when expired.
    public IssuedCertificate issue(SpiffeId id, PublicKey key) {
        return ledger.change(draft -> issuance.issue(draft, id, key, true));
    }

    /// The same for who writes it into the registered folder: the order checks look there, and need
    /// not wait for the certificate's end.
    public IssuedCertificate issueIntoFolder(SpiffeId id, PublicKey key) {
        return ledger.change(draft -> issuance.issue(draft, id, key, false));
    }

    /// The same for who holds the key of a live leaf. The answer carries all roots, so that nobody
    /// waits any more for this holder to learn of one.
    public IssuedCertificate renew(Leaf held, PublicKey key) {
        return ledger.change(
                draft -> {
                    IssuedCertificate issued = issuance.issue(draft, held.id(), key, true);
                    int newest = draft.state().generations().getLast().number();
                    draft.set(draft.state().with(held.withNewestRoot(newest)));
                    return issued;
                });
    }

    /// Takes one certificate back, and publishes the CRL. Refuses one that is not a live leaf of
    /// this authority; one that was taken back before stays so.
    public Leaf revoke(BigInteger serial) {
        return ledger.change(
                draft -> {
                    Leaf leaf =
                            draft.state().leaves().stream()
                                    .filter(each -> each.serial().equals(serial))
                                    .findFirst()
                                    .orElseThrow(() -> unknown(serial));
                    revoke(draft, List.of(leaf));
                    return leaf;
                });
    }

    /// Takes all live certificates of a workload and its join tokens back, suspends it, and
    /// publishes the CRL.
    public List<Leaf> revoke(SpiffeId id) {
        return ledger.change(
                draft -> {
                    Registration old = draft.state().registration(id);
                    List<Leaf> live =
                            draft.state().leaves().stream()
                                    .filter(leaf -> leaf.id().equals(id))
                                    .filter(leaf -> !leaf.notAfter().isBefore(draft.now()))
                                    .toList();
                    List<JoinToken> others =
                            draft.state().joinTokens().stream()
                                    .filter(token -> !token.id().equals(id))
                                    .toList();
                    draft.set(draft.state().with(old.withSuspended(true)).withTokens(others));
                    draft.record("suspend", Map.of("workload", id.toString()));
                    revoke(draft, live);
                    return live;
                });
    }

    private static void revoke(Ledger.Draft draft, List<Leaf> leaves) {
        Set<BigInteger> before = revoked(draft.state());
        List<Leaf> fresh = leaves.stream().filter(leaf -> !before.contains(leaf.serial())).toList();
        draft.set(draft.state().withRevoked(fresh, draft.now()));
        fresh.forEach(
                leaf ->
                        draft.record(
                                "revoke",
                                Map.of(
                                        "serial", IssuedCertificate.hex(leaf.serial()),
                                        "workload", leaf.id().toString())));
        draft.publishCrl();
    }

    /// Serial numbers of certificates that were taken back and could still be shown.
    public Set<BigInteger> revoked() {
        return revoked(ledger.state());
    }

    static Set<BigInteger> revoked(AuthorityState state) {
        return state.revoked().stream()
                .map(each -> each.leaf().serial())
                .collect(Collectors.toUnmodifiableSet());
    }

    /// Leaves that are not expired, revoked ones included.
    public List<Leaf> leaves() {
        Instant now = now();
        return ledger.state().leaves().stream()
                .filter(leaf -> !leaf.notAfter().isBefore(now))
                .toList();
    }

    /// The trust anchors: what a member of the mesh verifies its peers with.
    public List<X509Certificate> bundle() {
        return ledger.state().trusted().stream()
                .map(row -> keyring.certificate(row.rootName()))
                .toList();
    }

    /// The text of `crl.pem`: for each trusted generation its issuing authority, that one's CRL and
    /// the root's.
    public String crl() {
        return ledger.change(draft -> ledger.crl(draft.state()).orElseGet(draft::publishCrl));
    }

    /// A new CRL with the next number.
    public String publishCrl() {
        return ledger.change(Ledger.Draft::publishCrl);
    }

    /// The trusted generations that sign no CRL any more, because their keys are lost.
    public List<Mute> mute() {
        return ledger.mute(ledger.state());
    }

    /// Finishes what a crash interrupted, and replaces a CRL before half of its life, or one of the
    /// future, or one that ended. Whether there was a CRL to publish.
    public boolean mend() {
        keyring.deleteUnused(ledger.state().generations());
        return ledger.change(
                draft -> {
                    AuthorityState.Publication last = draft.state().publication();
                    Instant end = last.at().plus(RevocationList.REPLACED_AFTER);
                    boolean due =
                            !draft.now().isBefore(end)
                                    || last.at()
                                            .isAfter(draft.now().plus(RevocationList.CLOCK_SKEW))
                                    || ledger.crl(draft.state()).isEmpty()
                                    || ledger.holdsAListThatEnded(draft.state());
                    if (due) {
                        draft.publishCrl();
                    }
                    return due;
                });
    }

    /// All generations there ever were, the first one first.
    public List<Generation> generations() {
        return ledger.state().generations().stream().map(keyring::generation).toList();
    }

    /// The generation that signs.
    public Generation active() {
        return keyring.generation(ledger.state().active());
    }

    /// The steps from this generation to the next.
    public Rollover rollover() {
        return new Rollover(ledger, keyring);
    }

    /// What to do when certificates expired.
    public Recovery recovery() {
        return new Recovery(ledger, keyring);
    }

    /// Rights to enrol.
    public JoinTokens joinTokens() {
        return new JoinTokens(ledger, issuance);
    }

    /// Writes an entry in the signed log about something that changes nothing here. No secrets, no
    /// personal data.
    public void record(String event, Map<String, String> details) {
        ledger.change(
                draft -> {
                    draft.record(event, details);
                    return draft;
                });
    }

    /// Held by who writes to workloads' folders: one at a time.
    public LockFile deliveries() {
        return new LockFile(folder.path().resolve("deliveries.lock"));
    }

    /// The file that every change replaces.
    public Path stateFile() {
        return folder.stateFile();
    }

    public TrustDomain trustDomain() {
        return ledger.state().trustDomain();
    }

    /// The authority's clock now.
    public Instant now() {
        return clock.instant();
    }

    /// Two workloads in one folder would take turns for ever.
    private static void requireOwnFolder(AuthorityState state, Registration wanted) {
        state.registrations().stream()
                .filter(other -> !other.id().equals(wanted.id()))
                .filter(other -> wanted.folder().isPresent())
                .filter(other -> other.folder().equals(wanted.folder()))
                .findFirst()
                .ifPresent(
                        other -> {
                            throw new CertsException(
                                    Reason.ALREADY_EXISTS,
                                    "workload of the folder of " + wanted.id(),
                                    other.id(),
                                    "a folder of its own");
                        });
    }

    /// Of this trust domain, in the letters that the mesh takes.
    private void requireOwn(SpiffeId id) {
        if (!id.path().equals(id.path().toLowerCase(Locale.ROOT))) {
            throw new CertsException(Reason.INVALID, "workload", id, "small letters");
        }
        TrustDomain own = trustDomain();
        if (!id.trustDomain().equals(own)) {
            throw new CertsException(
                    Reason.INVALID, "trust domain", id.trustDomain().name(), own.name());
        }
    }

    private static Optional<Registration> find(AuthorityState state, SpiffeId id) {
        return state.registrations().stream().filter(each -> each.id().equals(id)).findFirst();
    }

    private static CertsException unknown(BigInteger serial) {
        return new CertsException(
                Reason.NOT_FOUND,
                "serial number",
                IssuedCertificate.hex(serial),
                "that of a live leaf of this authority");
    }

    private static Map<String, String> described(Registration registration) {
        return Map.of(
                "workload", registration.id().toString(),
                "dns", String.join(" ", registration.profile().dnsNames()),
                "ip", String.join(" ", registration.profile().ipAddresses()),
                "algorithm", registration.algorithm().label(),
                "life", registration.life().toString());
    }
}
