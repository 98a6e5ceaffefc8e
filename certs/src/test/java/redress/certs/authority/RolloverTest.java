package redress.certs.authority;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.certs.Refusals.assertRefused;

import java.math.BigInteger;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.security.auth.x500.X500Principal;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.CertsException;
import redress.certs.KeyAlgorithm;
import redress.certs.Reason;

@DisplayName("zero-trust 21: rollover of the root in observable steps")
class RolloverTest {
    private static final FakeEvidence NOTHING = new FakeEvidence();

    @TempDir Path dir;

    private AuthorityFixture fixture;
    private Authority authority;
    private Rollover rollover;

    @BeforeEach
    void create() {
        fixture = AuthorityFixture.in(dir.resolve("pki"));
        authority = fixture.authority();
        rollover = authority.rollover();
    }

    @Test
    void goesThroughAllSteps() {
        X509Certificate first = authority.active().root();
        Generation second = rollover.prepare();
        assertThat(authority.bundle()).containsExactly(first, second.root());
        assertThat(authority.active().number()).isEqualTo(1);

        var _ = rollover.activate(2, NOTHING);
        assertThat(authority.active().number()).isEqualTo(2);
        assertThat(fixture.issue(fixture.register("a")).chain().getLast())
                .isEqualTo(second.issuing());

        var _ = rollover.taint(1);
        var _ = rollover.revoke(1, NOTHING, true);
        assertThat(authority.bundle()).containsExactly(second.root());
        assertThat(authority.generations())
                .extracting(Generation::stage)
                .containsExactly(Stage.REVOKED, Stage.ACTIVE);
        assertThat(fixture.again().generations()).isEqualTo(authority.generations());
    }

    @Test
    void deletesTheKeysOfWhatIsRevoked() {
        rollTo2();
        var _ = rollover.taint(1);
        var _ = rollover.revoke(1, NOTHING, true);

        assertThat(dir.resolve("pki/generations/1/root.key")).doesNotExist();
        assertThat(dir.resolve("pki/generations/1/issuing.key")).doesNotExist();
        assertThat(dir.resolve("pki/generations/1/issuing.crt")).exists();
    }

    @Test
    void preparesWithAnotherAlgorithm() {
        Generation second = rollover.prepare(KeyAlgorithm.ED25519);

        assertThat(KeyAlgorithm.of(second.issuing().getPublicKey()))
                .isEqualTo(KeyAlgorithm.ED25519);
    }

    @Test
    void refusesEveryStepBeforeItsTurn() {
        refusedInOrder(() -> rollover.activate(1, NOTHING), "authority 1: active");
        refusedInOrder(() -> rollover.taint(1), "authority 1: active (expected: old");
        refusedInOrder(() -> rollover.revoke(1, NOTHING, true), "authority 1: active");
        rollTo2();
        refusedInOrder(() -> rollover.activate(1, NOTHING), "authority 1: old");
        refusedInOrder(() -> rollover.revoke(1, NOTHING, true), "(expected: tainted");
        assertRefused(Reason.NOT_FOUND, () -> rollover.taint(3));
    }

    @Test
    void preparesOneAtATimeAndDropsIt() {
        var _ = rollover.prepare();

        refusedInOrder(rollover::prepare, "authority 2: prepared already");
        var _ = rollover.revoke(2, NOTHING, true);
        assertThat(rollover.prepare().number()).isEqualTo(3);
    }

    @Test
    void waitsForEveryFolder() {
        var _ = fixture.register("behind");
        X509Certificate first = authority.active().root();
        var held = new Evidence.Held(first, List.of(first), Set.of());
        Generation second = rollover.prepare();

        refusedInOrder(
                () -> rollover.activate(2, new FakeEvidence().folder("behind", held)),
                "activate authority 2: behind: its folder lacks the root");
        var roots = List.of(first, second.root());
        var unlisted = new Evidence.Held(first, roots, Set.of());
        refusedInOrder(
                () -> rollover.activate(2, new FakeEvidence().folder("behind", unlisted)),
                "behind: its folder lacks the CRL");
        var ahead = new Evidence.Held(first, roots, Set.of(name(second)));
        var _ = rollover.activate(2, new FakeEvidence().folder("behind", ahead));
    }

    @Test
    void waitsForEveryRunningProcess() {
        IssuedCertificate leaf = fixture.deliver(fixture.register("behind"));
        Generation second = rollover.prepare();
        BigInteger serial = leaf.leaf().getSerialNumber();
        var root = Set.of(IssuedCertificate.fingerprint(second.root()));
        var lists = Set.of(name(second));

        refusedInOrder(
                () -> rollover.activate(2, behind(loaded(serial, Set.of("00"), lists))),
                "behind: has not loaded the root");
        refusedInOrder(
                () -> rollover.activate(2, behind(loaded(serial, root, Set.of()))),
                "behind: has not loaded the CRL");
        var failed = new Evidence.Loaded(serial, root, lists, Optional.of("OLDER_CRL"), Map.of());
        refusedInOrder(
                () -> rollover.activate(2, behind(failed)),
                "behind: does not take up its folder: OLDER_CRL");
        var _ = rollover.activate(2, behind(loaded(serial, root, lists)));
    }

    @Test
    void waitsForEveryServer() {
        IssuedCertificate leaf = fixture.deliver(fixture.register("postgres"));
        X509Certificate first = authority.active().root();
        Generation second = rollover.prepare();
        var old = new Evidence.Shown(leaf.leaf(), List.of(first.getSubjectX500Principal()));

        refusedInOrder(
                () -> rollover.activate(2, new FakeEvidence().probe("postgres", old)),
                "postgres: its server does not accept it");
        var asksNobody = new Evidence.Shown(leaf.leaf(), List.of());
        var _ = rollover.activate(2, new FakeEvidence().probe("postgres", asksNobody));
        assertThat(authority.active()).returns(second.number(), Generation::number);
    }

    @Test
    void countsWhatItCannotSeeAgainstTheStep() {
        var _ = fixture.register("broken");
        var _ = rollover.prepare();
        var fault = new CertsException(Reason.BAD_MATERIAL, "tls.crt", "torn", "whole");

        refusedInOrder(
                () -> rollover.activate(2, new FakeEvidence().unreadable("broken", fault)),
                "broken: cannot be judged (tls.crt: torn");
    }

    @Test
    void doesNotWaitForTheSuspended() {
        Registration gone = fixture.register("gone");
        var _ = rollover.prepare();
        var _ = authority.revoke(gone.id());
        var fault = new CertsException(Reason.NOT_FOUND, "folder", "none", "one");

        var _ = rollover.activate(2, new FakeEvidence().unreadable("gone", fault));
    }

    @Test
    void refusesToRevokeWhileALeafLives() {
        IssuedCertificate leaf = fixture.deliver(withFolder("late"));
        rollTo2();
        var _ = rollover.taint(1);
        var held = new Evidence.Held(leaf.leaf(), authority.bundle(), Set.of());
        var shown = new Evidence.Shown(leaf.leaf(), List.of());
        var loaded = loaded(leaf.leaf().getSerialNumber(), Set.of(), Set.of());

        for (FakeEvidence seen :
                List.of(
                        new FakeEvidence().folder("late", held),
                        new FakeEvidence().probe("late", shown),
                        new FakeEvidence().report("late", loaded))) {
            refusedInOrder(() -> rollover.revoke(1, seen, true), "revoke authority 1: late: ");
            refusedInOrder(() -> rollover.revoke(1, seen, false), "revoke authority 1: late: ");
        }
        var _ = authority.revoke(leaf.leaf().getSerialNumber());
        var _ = rollover.revoke(1, new FakeEvidence().folder("late", held), true);
    }

    @Test
    void refusesToRevokeWhileAConnectionRestsOnALeaf() {
        rollTo2();
        IssuedCertificate leaf = fixture.issue(withFolder("caller"));
        var _ = rollover.taint(1);
        var old = authority.generations().getFirst().issuing().getSubjectX500Principal();
        var connected =
                new Evidence.Loaded(
                        leaf.leaf().getSerialNumber(),
                        Set.of(),
                        Set.of(),
                        Optional.empty(),
                        Map.of(old, Set.of("called")));
        var seen = new FakeEvidence().report("caller", connected);

        refusedInOrder(() -> rollover.revoke(1, seen, true), "caller: has a connection");
        assertThat(rollover.connections(1, seen))
                .containsExactly("caller: has a connection with a leaf of it: called");
        var _ = rollover.revoke(1, seen, false);
    }

    @Test
    void waitsForLeavesOfThoseWithoutAFolder() {
        var _ = rollover.prepare();
        IssuedCertificate leaf = fixture.issue(fixture.register("far-away"));
        var _ = rollover.activate(2, NOTHING);
        var _ = rollover.taint(1);

        refusedInOrder(
                () -> rollover.revoke(1, NOTHING, false), "far-away: its leaf " + leaf.serial());
        fixture.clock().advance(Authority.LEAF_LIFE.plus(Duration.ofSeconds(1)));
        var _ = rollover.revoke(1, NOTHING, true);
    }

    @Test
    void waitsForALeafByRequestThoughItsWorkloadHasAFolder() {
        var _ = rollover.prepare();
        IssuedCertificate leaf = fixture.issue(withFolder("both"));
        var _ = rollover.activate(2, NOTHING);
        var _ = rollover.taint(1);

        refusedInOrder(() -> rollover.revoke(1, NOTHING, true), "both: its leaf " + leaf.serial());
        var _ = authority.revoke(leaf.leaf().getSerialNumber());
        var _ = rollover.revoke(1, NOTHING, true);
    }

    @Test
    void waitsForLeavesByRequestThatWentWithoutTheRoot() {
        IssuedCertificate leaf = fixture.issue(fixture.register("far-away"));
        var _ = rollover.prepare();

        refusedInOrder(() -> rollover.activate(2, NOTHING), "far-away: its leaf " + leaf.serial());
        fixture.clock().advance(Authority.LEAF_LIFE.plus(Duration.ofSeconds(1)));
        var _ = fixture.issue(fixture.register("far-away"));
        var _ = rollover.activate(2, NOTHING);
    }

    @Test
    void doesNotWaitForALeafByRequestWhoseHolderAskedAgain() {
        Registration workload = fixture.register("far-away");
        IssuedCertificate one = fixture.issue(workload);
        IssuedCertificate replica = fixture.issue(workload);
        var _ = rollover.prepare();

        var _ = authority.renew(remembered(one), one.leaf().getPublicKey());
        assertRefused(Reason.WRONG_ORDER, () -> rollover.activate(2, NOTHING))
                .hasMessageContaining(replica.serial())
                .hasMessageNotContaining(one.serial());
        var _ = authority.renew(remembered(replica), replica.leaf().getPublicKey());
        var _ = rollover.activate(2, NOTHING);
    }

    private Leaf remembered(IssuedCertificate issued) {
        return authority.leaves().stream()
                .filter(leaf -> leaf.serial().equals(issued.leaf().getSerialNumber()))
                .findFirst()
                .orElseThrow();
    }

    private Registration withFolder(String workload) {
        return fixture.register(workload, dir.resolve(workload), Authority.LEAF_LIFE);
    }

    private void rollTo2() {
        var _ = rollover.prepare();
        var _ = rollover.activate(2, NOTHING);
    }

    private static X500Principal name(Generation generation) {
        return generation.issuing().getSubjectX500Principal();
    }

    private static FakeEvidence behind(Evidence.Loaded loaded) {
        return new FakeEvidence().report("behind", loaded);
    }

    private static Evidence.Loaded loaded(
            BigInteger serial, Set<String> anchors, Set<X500Principal> listed) {
        return new Evidence.Loaded(serial, anchors, listed, Optional.empty(), Map.of());
    }

    private static void refusedInOrder(ThrowingCallable step, String message) {
        assertRefused(Reason.WRONG_ORDER, step).hasMessageContaining(message);
    }
}
