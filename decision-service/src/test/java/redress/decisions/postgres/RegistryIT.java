package redress.decisions.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
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
import redress.decisions.registry.BeginLines;
import redress.decisions.registry.KeepLines;
import redress.decisions.registry.ShowModels;
import redress.decisions.registry.VersionFiles;
import redress.decisions.registry.Versions;
import redress.decisions.serving.ModelsInUse;
import redress.decisions.serving.Recommend;
import redress.decisions.serving.ServingFigures;
import redress.decisions.v1.ApproveModelRequest;
import redress.decisions.v1.CaseFacts;
import redress.decisions.v1.ListModelHistoryRequest;
import redress.decisions.v1.ModelLine;
import redress.decisions.v1.ProposeModelRequest;
import redress.decisions.v1.Recommendation;
import redress.decisions.v1.RecommendationKind;
import redress.decisions.v1.RollBackModelRequest;
import redress.decisions.v1.ShadowModelRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;
import redress.mesh.store.Database;
import redress.timeline.v1.TimelineEntry;

/// The registry over a real database, with two processes that serve what it says.
class RegistryIT {
    private static final Caller STEWARD = person("ana", Role.ROLE_MODEL_STEWARD);
    private static final Caller SUPERVISOR = person("ben", Role.ROLE_SUPERVISOR);

    private static final TestDatabase POSTGRES = TestDatabase.start();
    private static final Database DATABASE = POSTGRES.database();
    private static final Database OTHER = POSTGRES.database();

    private final PostgresModelLines rows = new PostgresModelLines();
    private final PostgresShadowAnswers shadows = new PostgresShadowAnswers(DATABASE);
    private final ServingFigures figures = new ServingFigures(new SimpleMeterRegistry());
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    private final ModelStore store;
    private final KeepLines lines;
    private final ShowModels models;
    private final ModelsInUse here;
    private final ModelsInUse elsewhere;
    private final Recommend recommend;

    RegistryIT(@TempDir Path folder) {
        POSTGRES.owner()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "TRUNCATE model_lines, shadow_answers, recommendations"));
        store = new ModelStore(folder, Clock.systemUTC());
        var files = new VersionFiles(store);
        lines = new KeepLines(DATABASE, rows, files);
        models = new ShowModels(DATABASE, rows, files, shadows);
        here = new ModelsInUse(new BeginLines(DATABASE, rows), store, figures, now::get);
        elsewhere = new ModelsInUse(new BeginLines(OTHER, rows), store, figures, now::get);
        recommend = new Recommend(DATABASE, new PostgresRecommendations(), shadows, here, figures);
        follow();
    }

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    private static Caller person(String name, Role role) {
        return ScopeIT.person(name, Scope.EVERYTHING, role);
    }

    private void follow() {
        here.follow();
        elsewhere.follow();
    }

    private ModelLine line() {
        return models.lines(STEWARD).stream()
                .filter(
                        line ->
                                line.getKind()
                                        == RecommendationKind.RECOMMENDATION_KIND_CASE_PRIORITY)
                .findFirst()
                .orElseThrow();
    }

    private String inUse() {
        return line().getInUse().getModel().getVersion();
    }

    private ModelLine propose(String version, int percent) {
        var request =
                ProposeModelRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setVersion(version)
                        .setPercent(percent)
                        .setReason("because");
        return lines.propose(STEWARD, request.build());
    }

    private ModelLine approve(Caller caller, ModelLine proposed) {
        var request =
                ApproveModelRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setVersion(proposed.getProposal().getModel().getVersion())
                        .setEtag(proposed.getEtag());
        return lines.approve(caller, request.build());
    }

    private void promote(String version) {
        var _ = approve(SUPERVISOR, propose(version, 100));
        follow();
    }

    private ModelLine rollBack(String version) {
        var request =
                RollBackModelRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setVersion(version)
                        .setReason("it does harm");
        return lines.rollBack(SUPERVISOR, request.build());
    }

    private String add(double auc) {
        return Versions.add(store, auc).version();
    }

    private Path model(String version) {
        return store.folder().resolve("case_priority").resolve(version).resolve("priority.bin");
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
        return recommend.prioritise(
                STEWARD,
                IntStream.range(0, count)
                        .mapToObj(
                                _ ->
                                        CaseFacts.newBuilder()
                                                .setSubjectId(
                                                        UuidCreator.getTimeOrderedEpoch()
                                                                .toString())
                                                .putFacts("rooms", 1)
                                                .build())
                        .toList());
    }

    private static void assertRefused(Reason reason, String what, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class, one -> assertThat(one.reason()).isEqualTo(reason))
                .hasMessageContaining(what);
    }

    @Test
    void aNewInstallationBeginsWithItsStarter() {
        assertThat(line().getInUse().getModel().getStarter()).isTrue();
        assertThat(line().getInUse().getApprovedBy()).isEmpty();
        assertThat(here.answering(Kind.CASE_PRIORITY)).isEqualTo(inUse());
        assertThat(here.answering(Kind.GRIEVANCE_TRIAGE)).isNotEmpty();
    }

    @Test
    @DisplayName("decisions 8: two people promote; every process follows without a restart")
    void servesWhatTwoPeoplePromoted() {
        String version = add(.8);
        var proposed = propose(version, 100);
        follow();
        assertThat(here.answering(Kind.CASE_PRIORITY)).isNotEqualTo(version);
        assertRefused(
                Reason.REASON_ROLE_MISSING,
                "expected: another one",
                () -> approve(STEWARD, proposed));

        var approved = approve(SUPERVISOR, proposed);
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
        promote(add(.8));
        String worse = add(.7);

        assertRefused(
                Reason.REASON_ILLEGAL_TRANSITION, "fails gates.quality", () -> propose(worse, 100));
        assertRefused(
                Reason.REASON_ILLEGAL_TRANSITION, "fails gates.quality", () -> propose(worse, 5));
        assertThat(line().hasProposal()).isFalse();
    }

    @Test
    void passesTheGatesOnceMoreWhenApproved() {
        String good = add(.70);
        var proposed = propose(good, 100);
        // What is in use changed in between, beside the registry: the gates must be asked again.
        var better =
                line().toBuilder()
                        .setInUse(
                                line().getInUse().toBuilder()
                                        .setModel(
                                                line().getInUse().getModel().toBuilder()
                                                        .setStarter(false))
                                        .setFigures(
                                                line().getInUse().getFigures().toBuilder()
                                                        .putQuality("auc", .9)))
                        .build();
        DATABASE.write(STEWARD, transaction -> rows.replace(transaction, better));

        assertRefused(
                Reason.REASON_ILLEGAL_TRANSITION,
                "fails gates.quality",
                () -> approve(SUPERVISOR, proposed));
    }

    @Test
    @DisplayName("decisions 8: one call rolls back, and every process follows without a restart")
    void rollsBackInOneCall() {
        String starter = inUse();
        String version = add(.8);
        promote(version);

        var _ = rollBack(version);
        follow();

        assertThat(List.of(here, elsewhere))
                .allSatisfy(
                        one -> assertThat(one.answering(Kind.CASE_PRIORITY)).isEqualTo(starter));
        assertRefused(Reason.REASON_ILLEGAL_TRANSITION, "not in use", () -> rollBack(version));
    }

    @Test
    @DisplayName("decisions 8: a tampered file is refused at promotion")
    void refusesToPromoteATamperedVersion() throws IOException {
        String version = add(.8);
        byte[] genuine = tamper(version);
        assertRefused(Reason.REASON_ILLEGAL_TRANSITION, "integrity", () -> propose(version, 100));

        Files.write(model(version), genuine);
        var proposed = propose(version, 100);
        var _ = tamper(version);
        assertRefused(
                Reason.REASON_ILLEGAL_TRANSITION, "integrity", () -> approve(SUPERVISOR, proposed));
        assertThat(line().getInUse().getModel().getStarter()).isTrue();
    }

    @Test
    @DisplayName("decisions 8: a tampered file is refused at loading, and the one before goes on")
    void servesTheOneBeforeWhileAVersionIsTamperedWith() throws IOException {
        String starter = inUse();
        String version = add(.8);
        var _ = approve(SUPERVISOR, propose(version, 100));
        byte[] genuine = tamper(version);

        follow();
        assertThat(here.answering(Kind.CASE_PRIORITY)).isEqualTo(starter);

        Files.write(model(version), genuine);
        now.updateAndGet(instant -> instant.plus(Duration.ofMinutes(1)));
        follow();
        assertThat(here.answering(Kind.CASE_PRIORITY)).isEqualTo(version);
    }

    @Test
    void rulesAnswerWhereNoVersionCanBeRead(@TempDir Path empty) {
        promote(add(.8));
        var lost =
                new ModelsInUse(
                        new BeginLines(DATABASE, rows),
                        new ModelStore(empty, Clock.systemUTC()),
                        figures,
                        now::get);
        lost.follow();
        assertThat(lost.answering(Kind.CASE_PRIORITY)).isEmpty();
    }

    @Test
    @DisplayName("decisions 8: what a shadow says is kept and shown to nobody")
    void keepsWhatAShadowSaysForNobodyToSee() {
        String version = add(.8);
        var _ =
                lines.shadow(
                        STEWARD,
                        ShadowModelRequest.newBuilder()
                                .setRequestId(UUID.randomUUID().toString())
                                .setVersion(version)
                                .build());
        follow();

        var given = prioritised(40);

        assertThat(given)
                .allSatisfy(one -> assertThat(one.getModel().getStarter()).isTrue())
                .allSatisfy(one -> assertThat(recommend.get(STEWARD, one.getId())).isEqualTo(one));
        assertThat(count("SELECT count(*) FROM recommendations")).isEqualTo(40);
        assertThat(count("SELECT count(*) FROM shadow_answers")).isEqualTo(40);
        assertThat(models.get(STEWARD, version).getShadow().getAnswers()).isEqualTo(40);
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
        String version = add(.8);
        var _ =
                lines.shadow(
                        STEWARD,
                        ShadowModelRequest.newBuilder()
                                .setRequestId(UUID.randomUUID().toString())
                                .setVersion(version)
                                .build());
        follow();
        var _ = prioritised(29);
        assertThat(models.get(STEWARD, version).hasShadow()).isFalse();

        shadows.forget(Duration.ofDays(90));
        assertThat(count("SELECT count(*) FROM shadow_answers")).isEqualTo(29);
        shadows.forget(Duration.ofDays(-2));
        assertThat(count("SELECT count(*) FROM shadow_answers")).isZero();
    }

    @Test
    @DisplayName("decisions 8: a canary answers for its share, in every process for the same items")
    void aCanaryAnswersForItsShare() {
        String version = add(.8);
        var _ = approve(SUPERVISOR, propose(version, 30));
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
        String version = add(.8);
        promote(version);
        var _ = rollBack(version);

        var request =
                ListModelHistoryRequest.newBuilder()
                        .setKind(RecommendationKind.RECOMMENDATION_KIND_CASE_PRIORITY)
                        .build();
        assertThat(models.history(STEWARD, request).rows())
                .extracting(TimelineEntry::getType, TimelineEntry::getActor)
                .endsWith(
                        tuple("model.begun", ""),
                        tuple("model.proposed", "ana"),
                        tuple("model.approved", "ben"),
                        tuple("model.rolled_back", "ben"));
        var worker = person("cleo", Role.ROLE_CASE_WORKER);
        assertThat(models.history(worker, request).rows()).isEmpty();
        assertThat(models.lines(worker)).isEmpty();
        assertThatThrownBy(
                        () ->
                                DATABASE.write(
                                        worker, transaction -> rows.begin(transaction, line())))
                .isInstanceOf(JdbiException.class);
    }

    @Test
    void doesARequestOnce() {
        String version = add(.8);
        var request =
                ProposeModelRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setVersion(version)
                        .setPercent(100)
                        .setReason("because")
                        .build();
        assertThat(lines.propose(STEWARD, request)).isEqualTo(lines.propose(STEWARD, request));
    }

    private int count(String sql) {
        return DATABASE.asService(
                TestDatabase.SERVICE,
                transaction -> transaction.handle().createQuery(sql).mapTo(Integer.class).one());
    }
}
