package redress.system.certificates;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import redress.local.home.Port;
import redress.local.process.Launch;
import redress.local.process.Part;
import redress.local.process.Progress;

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

    @Override
    public Launch launch() {
        Launch real = part.launch();
        var command =
                new ArrayList<>(List.of("faketime", "-f", "%+ds".formatted(ahead.toSeconds())));
        command.addAll(real.command());
        return new Launch(command, real.environment(), real.directory());
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
