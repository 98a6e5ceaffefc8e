package redress.system.operation;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import redress.decisions.v1.ApproveModelRequest;
import redress.decisions.v1.DeclineModelRequest;
import redress.decisions.v1.EndShadowRequest;
import redress.decisions.v1.ListModelLinesRequest;
import redress.decisions.v1.ModelLine;
import redress.decisions.v1.ModelRegistryServiceGrpc;
import redress.decisions.v1.ModelRegistryServiceGrpc.ModelRegistryServiceBlockingStub;
import redress.decisions.v1.ProposeModelRequest;
import redress.decisions.v1.RecommendationKind;
import redress.decisions.v1.RollBackModelRequest;
import redress.decisions.v1.ShadowModelRequest;
import redress.local.home.Checkout;
import redress.local.home.JavaProgram;
import redress.local.home.MeshService;
import redress.local.home.PrivateFiles;
import redress.local.realm.AccessToken;
import redress.local.realm.KeptTokens;
import redress.system.mesh.Assured;
import redress.system.mesh.Commands;
import redress.system.mesh.Samples;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// What a model steward and a supervisor do with the models of priorities, and where they get
/// models from: invented households, trained in the mesh's own folder.
record ModelOffice(TestMesh mesh, Path folder) {
    private static final int USUAL_PORT = 9103;
    private static final int HOUSEHOLDS = 24_000;
    private static final Duration TRAINING = Duration.ofMinutes(2);
    private static final Pattern VERSION =
            Pattern.compile("case_priority ([0-9a-f]{12}) is trained");
    private static final String MAP =
            """
            kind: case_priority
            name: invented households
            id: id
            target: target_poor
            features: {include: [rooms, members, walls]}
            algorithm: linear
            """;

    ModelRegistryServiceBlockingStub as(TestUser user, Assured assured) {
        return ModelRegistryServiceGrpc.newBlockingStub(
                        mesh.console(user, assured).channel(MeshService.DECISIONS))
                .withDeadlineAfter(20, TimeUnit.SECONDS);
    }

    ModelRegistryServiceBlockingStub steward() {
        return as(TestUser.STEWARD, Assured.PASSKEY);
    }

    ModelRegistryServiceBlockingStub supervisor() {
        return as(TestUser.SUPERVISOR, Assured.PASSKEY);
    }

    /// Trains a version.
    ///
    /// @param noise 0: the answer follows from the facts; large: it does not
    String train(long seed, double noise) {
        Path table = write("households-" + seed + ".csv", table(seed, noise));
        Path map = write("households.yaml", MAP);
        var done =
                Commands.run(
                        folder,
                        TRAINING,
                        List.of(
                                JavaProgram.path(),
                                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager",
                                "-cp",
                                Checkout.find().serviceClassPath("decision-service"),
                                "redress.decisions.cli.ModelsCommand",
                                "train",
                                "case_priority",
                                "--data",
                                table.toString(),
                                "--map",
                                map.toString(),
                                "--models",
                                mesh.home().models().toString()));
        var said = VERSION.matcher(done.output());
        assertThat(said.find()).describedAs(done.output()).isTrue();
        return said.group(1);
    }

    private Path write(String name, String text) {
        try {
            return Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String table(long seed, double noise) {
        var random = new Random(seed);
        var csv = new StringBuilder("id,rooms,members,walls,target_poor\n");
        for (int i = 0; i < HOUSEHOLDS; i++) {
            int rooms = 1 + random.nextInt(6);
            int members = 1 + random.nextInt(9);
            int walls = random.nextInt(2);
            double score = .8 * members - rooms - walls - .5;
            double odds = noise > 0 ? noise * random.nextGaussian() : score;
            int poor = random.nextDouble() < 1 / (1 + Math.exp(-odds)) ? 1 : 0;
            csv.append("%d,%d,%d,%d,%d%n".formatted(i, rooms, members, walls, poor));
        }
        return csv.toString();
    }

    /// Runs `./redress models …` as people do who signed in with a passkey before.
    String command(String... arguments) {
        var signedIn = new KeptTokens(mesh.home().signedIn());
        var people = List.of(TestUser.STEWARD, TestUser.SUPERVISOR);
        people.forEach(one -> signedIn.keep(AccessToken.of(mesh.token(one, Assured.PASSKEY))));
        int offset = mesh.grpcPort(MeshService.DECISIONS) - USUAL_PORT;
        var command =
                Stream.of(
                        "env",
                        "REDRESS_HOME=" + mesh.home().folder(),
                        "REDRESS_PORT_OFFSET=" + offset,
                        JavaProgram.path(),
                        "-Dredress.root=" + Checkout.find().root(),
                        "-jar",
                        Checkout.find().launcherJar().toString(),
                        "models");
        try {
            return Commands.run(
                            folder, TRAINING, Stream.concat(command, Stream.of(arguments)).toList())
                    .output();
        } finally {
            PrivateFiles.deleteAll(mesh.home().signedIn());
        }
    }

    /// A file of a version.
    Path file(String version, String name) {
        return mesh.home().models().resolve("case_priority").resolve(version).resolve(name);
    }

    ModelLine line() {
        return as(TestUser.STEWARD, Assured.PASSWORD)
                .listModelLines(ListModelLinesRequest.getDefaultInstance())
                .getLinesList()
                .stream()
                .filter(
                        line ->
                                line.getKind()
                                        == RecommendationKind.RECOMMENDATION_KIND_CASE_PRIORITY)
                .findFirst()
                .orElseThrow();
    }

    static ProposeModelRequest proposal(String version, int percent) {
        return ProposeModelRequest.newBuilder()
                .setRequestId(Samples.id())
                .setVersion(version)
                .setPercent(percent)
                .setReason("a test")
                .build();
    }

    ModelLine propose(String version) {
        return steward().proposeModel(proposal(version, 100)).getLine();
    }

    static ApproveModelRequest approval(ModelLine proposed) {
        return ApproveModelRequest.newBuilder()
                .setRequestId(Samples.id())
                .setVersion(proposed.getProposal().getModel().getVersion())
                .setEtag(proposed.getEtag())
                .build();
    }

    ModelLine promote(String version) {
        return supervisor().approveModel(approval(propose(version))).getLine();
    }

    ModelLine rollBack(String version) {
        return supervisor()
                .rollBackModel(
                        RollBackModelRequest.newBuilder()
                                .setRequestId(Samples.id())
                                .setVersion(version)
                                .setReason("a test")
                                .build())
                .getLine();
    }

    ModelLine shadow(String version) {
        return steward()
                .shadowModel(
                        ShadowModelRequest.newBuilder()
                                .setRequestId(Samples.id())
                                .setVersion(version)
                                .build())
                .getLine();
    }

    /// Brings the starter back, and ends all that waits or is tried out.
    void restore() {
        var line = line();
        if (line.hasProposal()) {
            var _ =
                    steward()
                            .declineModel(
                                    DeclineModelRequest.newBuilder()
                                            .setRequestId(Samples.id())
                                            .setVersion(line.getProposal().getModel().getVersion())
                                            .setEtag(line.getEtag())
                                            .setReason("a test")
                                            .build());
        }
        if (line.hasShadow()) {
            var _ =
                    steward()
                            .endShadow(
                                    EndShadowRequest.newBuilder()
                                            .setRequestId(Samples.id())
                                            .setVersion(line.getShadow().getVersion())
                                            .build());
        }
        if (line.hasCanary()) {
            line = rollBack(line.getCanary().getModel().getVersion());
        }
        while (!line.getInUse().getModel().getStarter()) {
            line = rollBack(line.getInUse().getModel().getVersion());
        }
    }
}
