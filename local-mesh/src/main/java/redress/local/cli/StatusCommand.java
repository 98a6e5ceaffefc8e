package redress.local.cli;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;
import redress.local.mesh.LocalMesh;
import redress.local.process.PartState;
import redress.local.process.PartStatus;

/// Tells what runs.
@Command(
        name = "status",
        mixinStandardHelpOptions = true,
        description =
                "Name each part, its state and its address; exit code 3 unless all are ready.")
final class StatusCommand implements Callable<Integer> {
    private static final int NOT_READY = 3;
    private static final JsonMapper JSON = JsonMapper.builder().build();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(names = "--json", description = "Print JSON.")
    private boolean json;

    @Override
    public Integer call() {
        var mesh = ChosenMesh.open();
        List<PartStatus> parts = mesh.status();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(json(mesh, parts).toPrettyString());
        } else {
            parts.forEach(part -> out.println(line(part)));
        }
        return allReady(parts) ? 0 : NOT_READY;
    }

    private static boolean allReady(List<PartStatus> parts) {
        return parts.stream().allMatch(part -> part.state() == PartState.READY);
    }

    private static String line(PartStatus part) {
        String start =
                "  %-18s %-10s %s".formatted(part.name(), part.state().words(), part.address());
        return switch (part.state()) {
            case READY, STOPPED -> start;
            case NOT_READY, DIED -> start + "  log: " + part.log();
        };
    }

    private static ObjectNode json(LocalMesh mesh, List<PartStatus> parts) {
        ObjectNode root = JSON.createObjectNode();
        root.put("home", mesh.home().folder().toString());
        root.put("ready", allReady(parts));
        var list = root.putArray("parts");
        for (PartStatus part : parts) {
            ObjectNode node = list.addObject();
            node.put("name", part.name())
                    .put("state", part.state().words())
                    .put("address", part.address());
            part.pid().ifPresent(pid -> node.put("pid", pid));
            node.put("log", part.log().toString());
        }
        return root;
    }
}
