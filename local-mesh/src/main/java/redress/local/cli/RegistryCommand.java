package redress.local.cli;

import io.grpc.StatusRuntimeException;
import java.io.PrintWriter;
import java.util.UUID;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import redress.decisions.v1.ApproveModelRequest;
import redress.decisions.v1.DeclineModelRequest;
import redress.decisions.v1.EndShadowRequest;
import redress.decisions.v1.ListModelHistoryRequest;
import redress.decisions.v1.ListModelLinesRequest;
import redress.decisions.v1.ModelLine;
import redress.decisions.v1.ModelRegistryServiceGrpc.ModelRegistryServiceBlockingStub;
import redress.decisions.v1.ProposeModelRequest;
import redress.decisions.v1.RecommendationKind;
import redress.decisions.v1.RetireModelRequest;
import redress.decisions.v1.RollBackModelRequest;
import redress.decisions.v1.ShadowModelRequest;
import redress.local.call.Refusal;
import redress.local.home.LaunchFailure;

/// The registry of models of the running mesh: each command is a call of the contract.
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description =
                "What answers in the running mesh. Changes need a passkey: ./redress login USER.",
        footer = {
            "",
            "Example:",
            "  ./redress models promote 0123456789ab --reason 'learnt from May' --user steward",
            "  ./redress models approve 0123456789ab --etag 2 --user supervisor",
            "Exit codes: 0 done, 1 refused or not reached, 2 wrong arguments."
        })
final class RegistryCommand {
    private static final int WHOLE = 100;
    private static final int LONGEST_PAGE = 200;
    private static final String VERSION = "12 hex digits, as in models list.";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    /// Who calls.
    static final class Person {
        @Option(
                names = "--user",
                paramLabel = "USER",
                defaultValue = "steward",
                description = "The local user (default: ${DEFAULT-VALUE}).")
        @SuppressWarnings("NullAway.Init")
        private String user;
    }

    /// Why.
    static final class Reason {
        @Option(names = "--reason", required = true, description = "Why; it is kept.")
        @SuppressWarnings("NullAway.Init")
        private String text;
    }

    /// Whether a word names one of these commands.
    static boolean knows(String verb) {
        return new CommandLine(new RegistryCommand()).getSubcommands().containsKey(verb);
    }

    @Command(
            name = "status",
            mixinStandardHelpOptions = true,
            description = "What answers, and what waits for a second person.")
    int status(@Mixin Person person) {
        return read(
                person,
                registry -> {
                    var lines = registry.listModelLines(ListModelLinesRequest.getDefaultInstance());
                    lines.getLinesList().forEach(text()::line);
                    return ExitCode.OK;
                });
    }

    @Command(
            name = "promote",
            mixinStandardHelpOptions = true,
            description = "Proposes a version for all items; another person approves.")
    int promote(
            @Parameters(paramLabel = "VERSION", description = VERSION) String version,
            @Mixin Reason reason,
            @Mixin Person person) {
        return propose(version, WHOLE, reason, person);
    }

    @Command(
            name = "canary",
            mixinStandardHelpOptions = true,
            description = "Proposes a version for a share of the items; another person approves.")
    int canary(
            @Parameters(paramLabel = "VERSION", description = VERSION) String version,
            @Option(names = "--percent", required = true, description = "1 to 99.") int percent,
            @Mixin Reason reason,
            @Mixin Person person) {
        if (percent < 1 || percent >= WHOLE) {
            throw new CommandLine.ParameterException(
                    spec.commandLine(), "--percent: %d (expected: 1 to 99)".formatted(percent));
        }
        return propose(version, percent, reason, person);
    }

    private int propose(String version, int percent, Reason reason, Person person) {
        var request =
                ProposeModelRequest.newBuilder()
                        .setRequestId(requestId())
                        .setVersion(version)
                        .setPercent(percent)
                        .setReason(reason.text)
                        .build();
        return change(person, registry -> registry.proposeModel(request).getLine());
    }

    @Command(
            name = "approve",
            mixinStandardHelpOptions = true,
            description = "Puts what another person proposed to use.")
    int approve(
            @Parameters(paramLabel = "VERSION", description = VERSION) String version,
            @Option(
                            names = "--etag",
                            required = true,
                            description =
                                    "What you read in models status: a proposal that changed since is not approved.")
                    String etag,
            @Mixin Person person) {
        var request =
                ApproveModelRequest.newBuilder()
                        .setRequestId(requestId())
                        .setVersion(version)
                        .setEtag(etag)
                        .build();
        return change(person, registry -> registry.approveModel(request).getLine());
    }

    @Command(
            name = "decline",
            mixinStandardHelpOptions = true,
            description = "Takes a proposal off, also one's own.")
    int decline(
            @Parameters(paramLabel = "VERSION", description = VERSION) String version,
            @Mixin Reason reason,
            @Mixin Person person) {
        return change(
                person,
                registry ->
                        registry.declineModel(
                                        DeclineModelRequest.newBuilder()
                                                .setRequestId(requestId())
                                                .setVersion(version)
                                                .setEtag(etag(registry, version))
                                                .setReason(reason.text)
                                                .build())
                                .getLine());
    }

    @Command(
            name = "rollback",
            mixinStandardHelpOptions = true,
            description =
                    "Takes a version out of use at once: the one before answers, a canary ends.")
    int rollback(
            @Parameters(paramLabel = "VERSION", description = VERSION) String version,
            @Mixin Reason reason,
            @Mixin Person person) {
        var request =
                RollBackModelRequest.newBuilder()
                        .setRequestId(requestId())
                        .setVersion(version)
                        .setReason(reason.text)
                        .build();
        return change(person, registry -> registry.rollBackModel(request).getLine());
    }

    @Command(
            name = "shadow",
            mixinStandardHelpOptions = true,
            description = "Has a version answer for nobody to see, in place of an earlier shadow.")
    int shadow(
            @Parameters(paramLabel = "VERSION", description = VERSION) String version,
            @Option(names = "--end", description = "End it.") boolean end,
            @Mixin Person person) {
        if (end) {
            var request =
                    EndShadowRequest.newBuilder().setRequestId(requestId()).setVersion(version);
            return change(person, registry -> registry.endShadow(request.build()).getLine());
        }
        var request = ShadowModelRequest.newBuilder().setRequestId(requestId()).setVersion(version);
        return change(person, registry -> registry.shadowModel(request.build()).getLine());
    }

    @Command(
            name = "retire",
            mixinStandardHelpOptions = true,
            description = "Makes sure that a version never answers again. It can't be undone.")
    int retire(
            @Parameters(paramLabel = "VERSION", description = VERSION) String version,
            @Mixin Reason reason,
            @Mixin Person person) {
        var request =
                RetireModelRequest.newBuilder()
                        .setRequestId(requestId())
                        .setVersion(version)
                        .setReason(reason.text)
                        .build();
        return change(person, registry -> registry.retireModel(request).getLine());
    }

    @Command(
            name = "history",
            mixinStandardHelpOptions = true,
            description = "What was done with the models of a kind, oldest first.")
    int history(
            @Parameters(
                            paramLabel = "KIND",
                            converter = ModelKind.class,
                            description = "case_priority or grievance_triage.")
                    RecommendationKind kind,
            @Mixin Person person) {
        return read(
                person,
                registry -> {
                    String page = "";
                    do {
                        var answer =
                                registry.listModelHistory(
                                        ListModelHistoryRequest.newBuilder()
                                                .setKind(kind)
                                                .setPageSize(LONGEST_PAGE)
                                                .setPageToken(page)
                                                .build());
                        answer.getEntriesList().forEach(text()::entry);
                        page = answer.getNextPageToken();
                    } while (!page.isEmpty());
                    return ExitCode.OK;
                });
    }

    private int change(Person person, Function<ModelRegistryServiceBlockingStub, ModelLine> call) {
        return run(
                new RegistryCalls(AssuredUser::withPasskey, person.user),
                registry -> {
                    text().line(call.apply(registry));
                    return ExitCode.OK;
                });
    }

    private int read(Person person, Function<ModelRegistryServiceBlockingStub, Integer> call) {
        return run(new RegistryCalls((mesh, user) -> mesh.token(user), person.user), call);
    }

    private int run(RegistryCalls calls, Function<ModelRegistryServiceBlockingStub, Integer> call) {
        try {
            return calls.with(call);
        } catch (StatusRuntimeException e) {
            PrintWriter err = spec.commandLine().getErr();
            Refusal refusal = Refusal.of(e);
            err.println(refusal);
            refusal.violations().forEach(each -> err.println("  " + each));
            return ExitCode.SOFTWARE;
        }
    }

    private static String requestId() {
        return UUID.randomUUID().toString();
    }

    private static String etag(ModelRegistryServiceBlockingStub registry, String version) {
        return registry
                .listModelLines(ListModelLinesRequest.getDefaultInstance())
                .getLinesList()
                .stream()
                .filter(line -> line.getProposal().getModel().getVersion().equals(version))
                .findFirst()
                .orElseThrow(
                        () -> new LaunchFailure(version + ": not proposed (see models status)"))
                .getEtag();
    }

    private RegistryText text() {
        return new RegistryText(spec.commandLine().getOut());
    }
}
