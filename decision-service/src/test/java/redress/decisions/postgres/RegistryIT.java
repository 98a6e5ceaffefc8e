package redress.decisions.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static redress.decisions.postgres.TestRegistry.STEWARD;
import static redress.decisions.postgres.TestRegistry.SUPERVISOR;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.decisions.models.Kind;
import redress.decisions.models.ModelStore;
import redress.decisions.serving.ModelsInUse;
import redress.decisions.serving.Recommend;
import redress.decisions.v1.ListModelHistoryRequest;
import redress.decisions.v1.ProposeModelRequest;
import redress.decisions.v1.Recommendation;
import redress.decisions.v1.RecommendationKind;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;
import redress.timeline.v1.TimelineEntry;

/// The registry over a real database, with two processes that serve what it says.
class RegistryIT {
    private static final TestDatabase POSTGRES = TestDatabase.start();
    private static final Database DATABASE = POSTGRES.database();
    private static final Database OTHER = POSTGRES.database();

    private final TestRegistry registry;
    private final ModelsInUse here;
    private final ModelsInUse elsewhere;
    private final Recommend recommend;

    RegistryIT(@TempDir Path folder) {
        registry = new TestRegistry(POSTGRES, DATABASE, folder);
        here = registry.process(DATABASE, registry.store);
        elsewhere = registry.process(OTHER, registry.store);
        recommend = registry.recommend(here, registry.shadows);
        follow();
    }

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    private void follow() {
        here.follow();
        elsewhere.follow();
    }

    private void promote(String version) {
        registry.promote(version);
        follow();
    }

    private Path model(String version) {
        return registry.store
                .folder()
                .resolve("case_priority")
                .resolve(version)
                .resolve("priority.bin");
    }

    private byte[] tamper(String version) throws IOException {
        Path file = model(version);
        byte[] genuine = Files.readAllBytes(file);
        byte[] changed = genuine.clone();
        changed[changed.length / 2] ^= 1;
        Files.write(file, changed);
        return genuine;
    }

    private List<Recommendation> prioritised(int count) {
        return TestRegistry.prioritised(recommend, count);
    }

    private static void assertRefused(Reason reason, String what, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, one -> assertThat(one.reason()).isEqualTo(reason))
                .hasMessageContaining(what);
    }

    @Test
    void aNewInstallationBeginsWithItsStarter() {
        assertThat(registry.line().getInUse().getModel().getStarter()).isTrue();
        assertThat(registry.line().getInUse().getApprovedBy()).isEmpty();
        assertThat(here.answering(Kind.CASE_PRIORITY)).isEqualTo(registry.inUse());
        assertThat(here.answering(Kind.GRIEVANCE_TRIAGE)).isNotEmpty();
    }

    @Test
    @DisplayName("decisions 8: two people promote; every process follows without a restart")
    void servesWhatTwoPeoplePromoted() {
        String version = registry.add(.8);
        var proposed = registry.propose(version, 100);
        follow();
        assertThat(here.answering(Kind.CASE_PRIORITY)).isNotEqualTo(version);
        assertRefused(
                Reason.REASON_ROLE_MISSING,
                "expected: another one",
                () -> registry.approve(STEWARD, proposed));

        var approved = registry.approve(SUPERVISOR, proposed);
        follow();

        assertThat(approved.getInUse().getProposedBy()).isEqualTo("ana");
        assertThat(approved.getInUse().getApprovedBy()).isEqualTo("ben");
        assertThat(List.of(here, elsewhere))
                .allSatisfy(
                        one -> assertThat(one.answering(Kind.CASE_PRIORITY)).isEqualTo(version));
        assertThat(prioritised(1).getFirst().getModel().getVersion()).isEqualTo(version);
    }

    @Test
    @DisplayName("decisions 8: a version that fails a gate is refused with the gate's name")
    void refusesWhatFailsAGate() {
        promote(registry.add(.8));
        String worse = registry.add(.7);

        assertRefused(
                Reason.REASON_ILLEGAL_TRANSITION,
                "fails gates.quality",
                () -> registry.propose(worse, 100));
        assertRefused(
                Reason.REASON_ILLEGAL_TRANSITION,
                "fails gates.quality",
                () -> registry.propose(worse, 5));
        assertThat(registry.line().hasProposal()).isFalse();
    }

    @Test
    void passesTheGatesOnceMoreWhenApproved() {
        String good = registry.add(.70);
        var proposed = registry.propose(good, 100);
        // What is in use changed in between, beside the registry: the gates must be asked again.
        var better =
                registry.line().toBuilder()
                        .setInUse(
                                registry.line().getInUse().toBuilder()
                                        .setModel(
                                                registry.line().getInUse().getModel().toBuilder()
                                                        .setStarter(false))
                                        .setFigures(
                                                registry.line().getInUse().getFigures().toBuilder()
                                                        .putQuality("auc", .9)))
                        .build();
        DATABASE.write(STEWARD, transaction -> registry.rows.replace(transaction, better));

        assertRefused(
                Reason.REASON_ILLEGAL_TRANSITION,
                "fails gates.quality",
                () -> registry.approve(SUPERVISOR, proposed));
    }

    @Test
    @DisplayName("decisions 8: one call rolls back, and every process follows without a restart")
    void rollsBackInOneCall() {
        String starter = registry.inUse();
        String version = registry.add(.8);
        promote(version);

        registry.rollBack(version);
        follow();

        assertThat(List.of(here, elsewhere))
                .allSatisfy(
                        one -> assertThat(one.answering(Kind.CASE_PRIORITY)).isEqualTo(starter));
        assertRefused(
                Reason.REASON_ILLEGAL_TRANSITION, "not in use", () -> registry.rollBack(version));
    }

    @Test
    @DisplayName("decisions 8: a tampered file is refused at promotion")
    void refusesToPromoteATamperedVersion() throws IOException {
        String version = registry.add(.8);
        byte[] genuine = tamper(version);
        assertRefused(
                Reason.REASON_ILLEGAL_TRANSITION,
                "integrity",
                () -> registry.propose(version, 100));

        Files.write(model(version), genuine);
        var proposed = registry.propose(version, 100);
        var _ = tamper(version);
        assertRefused(
                Reason.REASON_ILLEGAL_TRANSITION,
                "integrity",
                () -> registry.approve(SUPERVISOR, proposed));
        assertThat(registry.line().getInUse().getModel().getStarter()).isTrue();
    }

    @Test
    @DisplayName("decisions 8: a tampered file is refused at loading, and the one before goes on")
    void servesTheOneBeforeWhileAVersionIsTamperedWith() throws IOException {
        String starter = registry.inUse();
        String version = registry.add(.8);
        var _ = registry.approve(SUPERVISOR, registry.propose(version, 100));
        byte[] genuine = tamper(version);

        follow();
        assertThat(here.answering(Kind.CASE_PRIORITY)).isEqualTo(starter);

        Files.write(model(version), genuine);
        registry.now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(1)));
        follow();
        assertThat(here.answering(Kind.CASE_PRIORITY)).isEqualTo(version);
    }

    @Test
    void rulesAnswerWhereNoVersionCanBeRead(@TempDir Path empty) {
        promote(registry.add(.8));
        var lost = registry.process(DATABASE, new ModelStore(empty, Clock.systemUTC()));
        lost.follow();
        assertThat(lost.answering(Kind.CASE_PRIORITY)).isEmpty();
    }

    @Test
    @DisplayName("decisions 8: what a shadow says is kept and shown to nobody")
    void keepsWhatAShadowSaysForNobodyToSee() {
        String version = registry.add(.8);
        registry.shadow(version);
        follow();

        var given = prioritised(40);

        assertThat(given)
                .allSatisfy(one -> assertThat(one.getModel().getStarter()).isTrue())
                .allSatisfy(one -> assertThat(recommend.get(STEWARD, one.getId())).isEqualTo(one));
        assertThat(count("SELECT count(*) FROM recommendations")).isEqualTo(40);
        assertThat(count("SELECT count(*) FROM shadow_answers")).isEqualTo(40);
        assertThat(registry.models.get(STEWARD, version).getShadow().getAnswers()).isEqualTo(40);
        int seen =
                DATABASE.as(
                        STEWARD,
                        transaction ->
                                transaction
                                        .handle()
                                        .createQuery("SELECT count(*) FROM shadow_answers")
                                        .mapTo(Integer.class)
                                        .one());
        assertThat(seen).describedAs("even a forgotten condition shows nothing").isZero();
    }

    @Test
    void saysNothingOfFewShadowAnswersAndForgetsOldOnes() {
        String version = registry.add(.8);
        registry.shadow(version);
        follow();
        var _ = prioritised(29);
        assertThat(registry.models.get(STEWARD, version).hasShadow()).isFalse();

        registry.shadows.forget(Duration.ofDays(90));
        assertThat(count("SELECT count(*) FROM shadow_answers")).isEqualTo(29);
        registry.shadows.forget(Duration.ofDays(-2));
        assertThat(count("SELECT count(*) FROM shadow_answers")).isZero();
    }

    @Test
    @DisplayName("decisions 8: a canary answers for its share, in every process for the same items")
    void aCanaryAnswersForItsShare() {
        String version = registry.add(.8);
        var _ = registry.approve(SUPERVISOR, registry.propose(version, 30));
        follow();

        var byCanary =
                prioritised(200).stream()
                        .filter(one -> one.getModel().getVersion().equals(version))
                        .toList();

        assertThat(byCanary).hasSizeBetween(30, 90);
        assertThat(byCanary)
                .allSatisfy(
                        one ->
                                assertThat(elsewhere.priority().modelFor(one.getSubjectId()))
                                        .isNotEqualTo(elsewhere.priority().serving().model()));
    }

    @Test
    void tellsWhoDidWhatAndOnlyToThoseItConcerns() {
        String version = registry.add(.8);
        promote(version);
        registry.rollBack(version);

        var request =
                ListModelHistoryRequest.newBuilder()
                        .setKind(RecommendationKind.RECOMMENDATION_KIND_CASE_PRIORITY)
                        .build();
        assertThat(registry.models.history(STEWARD, request).rows())
                .extracting(TimelineEntry::getType, TimelineEntry::getActor)
                .endsWith(
                        tuple("model.begun", ""),
                        tuple("model.proposed", "ana"),
                        tuple("model.approved", "ben"),
                        tuple("model.rolled_back", "ben"));
        var worker = TestRegistry.person("cleo", Role.ROLE_CASE_WORKER);
        assertThat(registry.models.history(worker, request).rows()).isEmpty();
        assertThat(registry.models.lines(worker)).isEmpty();
        assertThatThrownBy(
                        () ->
                                DATABASE.write(
                                        worker,
                                        transaction ->
                                                registry.rows.begin(transaction, registry.line())))
                .isInstanceOf(JdbiException.class);
    }

    @Test
    void doesARequestOnce() {
        String version = registry.add(.8);
        var request =
                ProposeModelRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setVersion(version)
                        .setPercent(100)
                        .setReason("because")
                        .build();
        assertThat(registry.lines.propose(STEWARD, request))
                .isEqualTo(registry.lines.propose(STEWARD, request));
    }

    private int count(String sql) {
        return DATABASE.asService(
                TestDatabase.SERVICE,
                transaction -> transaction.handle().createQuery(sql).mapTo(Integer.class).one());
    }
}
