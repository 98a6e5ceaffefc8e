package redress.local.cli;

import io.grpc.Channel;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import redress.local.call.BearerToken;
import redress.local.call.Contract;
import redress.local.call.JsonCall;
import redress.local.call.JsonInput;
import redress.local.call.JsonMessages;
import redress.local.call.RefusedCall;
import redress.local.call.ServiceChannels;
import redress.local.call.WrongCall;
import redress.local.home.LaunchFailure;
import redress.local.home.MeshService;
import redress.local.mesh.LocalMesh;

/// Calls any method of the contract.
@Command(
        name = "call",
        mixinStandardHelpOptions = true,
        description = "Call a gRPC method of the contract, in JSON, as a workload and for a user.",
        footer = {
            "",
            "Example:",
            "  ./redress call redress.cases.v1.CaseService/ListCases '{\"page_size\": 5}' \\",
            "      --as console --user worker",
            "Exit codes: 0 answered, 1 refused or not reached, 2 no such method, field or message."
        })
final class CallCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "METHOD",
            description = "For instance redress.cases.v1.CaseService/OpenCase.")
    private @Nullable String method;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "JSON",
            defaultValue = "{}",
            description =
                    "The request; - reads one or, for streams, many from standard input: an array"
                            + " of them, or one after the other.")
    @SuppressWarnings("NullAway.Init")
    private String request;

    @Option(
            names = "--as",
            paramLabel = "WORKLOAD",
            defaultValue = "console",
            description = "The workload to call as (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private String workload;

    @Option(
            names = "--at",
            paramLabel = "SERVICE",
            description = "The service to ask, for methods that each of them serves.")
    private @Nullable String service;

    @Option(names = "--user", description = "A local user; without one no token is sent.")
    private @Nullable String user;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private AssuredUser assured;

    @Option(
            names = "--deadline",
            defaultValue = "30s",
            converter = ShortDuration.class,
            description = "For instance 500ms, 30s, 5m (default: ${DEFAULT-VALUE}).")
    @SuppressWarnings("NullAway.Init")
    private Duration deadline;

    @Option(names = "--json-stream", description = "Print every answer on one line.")
    private boolean jsonStream;

    @Option(names = "--list", description = "Print all methods.")
    private boolean list;

    @Override
    public Integer call() {
        try {
            return listOrCall(Contract.load());
        } catch (WrongCall e) {
            spec.commandLine().getErr().println("redress: " + e.getMessage());
            return ExitCode.USAGE;
        } catch (RefusedCall e) {
            spec.commandLine().getErr().println(e.refusal());
            e.refusal()
                    .violations()
                    .forEach(each -> spec.commandLine().getErr().println("  " + each));
            return ExitCode.SOFTWARE;
        }
    }

    private int listOrCall(Contract contract) {
        if (list) {
            contract.methodNames().forEach(spec.commandLine().getOut()::println);
            return ExitCode.OK;
        }
        if (method == null) {
            spec.commandLine().getErr().println("redress: METHOD: missing (see --list)");
            return ExitCode.USAGE;
        }
        var found = contract.method(method);
        boolean streams = found.isClientStreaming() || found.isServerStreaming();
        var json = new JsonMessages(contract, jsonStream || streams);
        if (!request.equals("-")) {
            json.read(found.getInputType(), request);
        }
        send(new JsonCall(found, json));
        return ExitCode.OK;
    }

    private void send(JsonCall call) {
        var mesh = ChosenMesh.open();
        var channels = new ServiceChannels(identity(mesh, workload), mesh.ports());
        ManagedChannel channel = channels.open(service == null ? call.service() : named(service));
        try {
            call.run(
                    signedIn(mesh, channel),
                    deadline,
                    requests(),
                    spec.commandLine().getOut()::println);
        } finally {
            channel.shutdownNow();
        }
    }

    private static MeshService named(String service) {
        return Arrays.stream(MeshService.values())
                .filter(each -> each.serviceName().equals(service))
                .findFirst()
                .orElseThrow(
                        () ->
                                new WrongCall(
                                        "--at: %s (expected one of: %s)"
                                                .formatted(
                                                        service,
                                                        String.join(", ", MeshService.names()))));
    }

    private Channel signedIn(LocalMesh mesh, Channel channel) {
        if (user == null) {
            return channel;
        }
        String token = assured.token(mesh, user);
        return ClientInterceptors.intercept(channel, new BearerToken(() -> token));
    }

    private Iterator<String> requests() {
        return request.equals("-") ? new JsonInput(System.in) : List.of(request).iterator();
    }

    static Path identity(LocalMesh mesh, String workload) {
        Path folder = mesh.home().identity(workload);
        if (!Files.isDirectory(folder)) {
            throw new LaunchFailure(
                    "%s: no such workload (expected: a folder of %s, made by ./redress up)"
                            .formatted(workload, mesh.home().identities()));
        }
        return folder;
    }
}
