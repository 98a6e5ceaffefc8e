package redress.local.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import redress.local.home.Port;

/// A part that is one line of shell; it is ready once it has written the file `ready`.
record ShellPart(Path folder, String script, Duration patience) implements Part {
    static ShellPart thatRuns(Path folder) {
        return new ShellPart(folder, "touch ready; exec sleep 600", Duration.ofSeconds(30));
    }

    @Override
    public String name() {
        return "shell";
    }

    @Override
    public String address() {
        return "nowhere";
    }

    @Override
    public List<Port> ports() {
        return List.of();
    }

    @Override
    public void prepare(Progress progress) {}

    @Override
    public Launch launch() {
        return new Launch(List.of("/bin/sh", "-c", script), Map.of("OWN", "yes"), folder);
    }

    @Override
    public boolean ready() {
        return Files.exists(folder.resolve("ready"));
    }
}
