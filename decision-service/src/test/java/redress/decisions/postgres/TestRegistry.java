package redress.decisions.postgres;

import com.github.f4b6a3.uuid.UuidCreator;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import redress.access.v1.Role;
import redress.decisions.models.ModelStore;
import redress.decisions.registry.BeginLines;
import redress.decisions.registry.KeepLines;
import redress.decisions.registry.ShadowAnswers;
import redress.decisions.registry.ShowModels;
import redress.decisions.registry.VersionFiles;
import redress.decisions.registry.Versions;
import redress.decisions.serving.ModelsInUse;
import redress.decisions.serving.Recommend;
import redress.decisions.serving.ServingFigures;
import redress.decisions.v1.ApproveModelRequest;
import redress.decisions.v1.CaseFacts;
import redress.decisions.v1.ModelLine;
import redress.decisions.v1.ProposeModelRequest;
import redress.decisions.v1.Recommendation;
import redress.decisions.v1.RecommendationKind;
import redress.decisions.v1.RollBackModelRequest;
import redress.decisions.v1.ShadowModelRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Scope;
import redress.mesh.store.Database;

/// A registry of an installation just made, with a folder of its own, and the two people who
/// promote.
final class TestRegistry {
    static final Caller STEWARD = person("ana", Role.ROLE_MODEL_STEWARD);
    static final Caller SUPERVISOR = person("ben", Role.ROLE_SUPERVISOR);

    final PostgresModelLines rows = new PostgresModelLines();
    final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());
    final PostgresShadowAnswers shadows;
    final ModelStore store;
    final KeepLines lines;
    final ShowModels models;
    private final ServingFigures figures = new ServingFigures(new SimpleMeterRegistry());
    private final Database database;

    TestRegistry(TestDatabase postgres, Database database, Path folder) {
        postgres.owner()
                .useHandle(
                        handle ->
                                handle.execute(
                                        "TRUNCATE model_lines, shadow_answers, recommendations"));
        this.database = database;
        store = new ModelStore(folder, Clock.systemUTC());
        var files = new VersionFiles(store);
        shadows = new PostgresShadowAnswers(database);
        lines = new KeepLines(database, rows, files);
        models = new ShowModels(database, rows, files, shadows);
    }

    static Caller person(String name, Role role) {
        return ScopeIT.person(name, Scope.EVERYTHING, role);
    }

    /// What a process serves that has this connection and this folder.
    ModelsInUse process(Database connection, ModelStore folder) {
        return new ModelsInUse(new BeginLines(connection, rows), folder, figures, now::get);
    }

    /// The use case of a process that serves what is given.
    Recommend recommend(ModelsInUse models, ShadowAnswers answers) {
        return new Recommend(database, new PostgresRecommendations(), answers, models, figures);
    }

    static List<Recommendation> prioritised(Recommend recommend, int count) {
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

    /// The line of the priorities of cases.
    ModelLine line() {
        return models.lines(STEWARD).stream()
                .filter(
                        line ->
                                line.getKind()
                                        == RecommendationKind.RECOMMENDATION_KIND_CASE_PRIORITY)
                .findFirst()
                .orElseThrow();
    }

    String inUse() {
        return line().getInUse().getModel().getVersion();
    }

    /// The version of a model that was measured so.
    String add(double auc) {
        return Versions.add(store, auc).version();
    }

    ModelLine propose(String version, int percent) {
        var request =
                ProposeModelRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setVersion(version)
                        .setPercent(percent)
                        .setReason("because");
        return lines.propose(STEWARD, request.build());
    }

    ModelLine approve(Caller caller, ModelLine proposed) {
        var request =
                ApproveModelRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setVersion(proposed.getProposal().getModel().getVersion())
                        .setEtag(proposed.getEtag());
        return lines.approve(caller, request.build());
    }

    void promote(String version) {
        var _ = approve(SUPERVISOR, propose(version, 100));
    }

    void rollBack(String version) {
        var request =
                RollBackModelRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setVersion(version)
                        .setReason("it does harm");
        var _ = lines.rollBack(SUPERVISOR, request.build());
    }

    void shadow(String version) {
        var request =
                ShadowModelRequest.newBuilder()
                        .setRequestId(UUID.randomUUID().toString())
                        .setVersion(version);
        var _ = lines.shadow(STEWARD, request.build());
    }
}
