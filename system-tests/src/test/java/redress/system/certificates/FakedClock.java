package redress.system.certificates;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.function.BooleanSupplier;
import redress.local.home.Port;
import redress.local.process.Launch;
import redress.local.process.Part;
import redress.local.process.Progress;
import redress.system.mesh.Commands;

/// A part whose process sees another time than everybody else, by Debian's faketime.
///
/// @param ahead by how much its clock is ahead; negative: behind
/// @param started whether it serves; its readiness may say no for what the test is about
record FakedClock(Part part, Duration ahead, BooleanSupplier started) implements Part {
    FakedClock(Part part, Duration ahead) {
        this(part, ahead, part::ready);
    }

    @Override
    public String name() {
        return part.name();
    }

    @Override
    public String address() {
        return part.address();
    }

    @Override
    public List<Port> ports() {
        return part.ports();
    }

    @Override
    public void prepare(Progress progress) {
        part.prepare(progress);
    }

    /// What faketime sets for its program. Not by faketime itself: it would stay in between, and
    /// the process could not be stopped.
    @Override
    public Launch launch() {
        Launch real = part.launch();
        var environment = new HashMap<>(real.environment());
        environment.put("LD_PRELOAD", library());
        environment.put("FAKETIME", "%+ds".formatted(ahead.toSeconds()));
        return new Launch(real.command(), environment, real.directory());
    }

    private static String library() {
        return Commands.run(
                        Path.of(System.getProperty("java.io.tmpdir")),
                        Duration.ofSeconds(10),
                        List.of("faketime", "-f", "+0", "printenv", "LD_PRELOAD"))
                .output()
                .strip();
    }

    @Override
    public boolean ready() {
        return started.getAsBoolean();
    }

    @Override
    public Duration patience() {
        return part.patience();
    }
}
