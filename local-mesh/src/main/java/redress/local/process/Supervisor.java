package redress.local.process;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import redress.local.home.LaunchFailure;
import redress.local.home.MeshHome;

/// Starts, watches and stops the processes of parts.
///
/// It keeps nothing in memory: a second one, in another launcher, sees the same processes.
public final class Supervisor {
    private static final Duration POLL = Duration.ofMillis(100);
    private static final int POLLS_BEFORE_LOOK = 10;
    private static final Duration STOP_PATIENCE = Duration.ofSeconds(30);

    private final MeshHome home;
    private boolean refusesStarts;

    public Supervisor(MeshHome home) {
        this.home = home;
    }

    /// Starts the part and returns when it is ready.
    ///
    /// @throws LaunchFailure with the reason and the log's path; the part's process is gone then
    public void start(Part part, Progress progress) {
        Instant begin = Instant.now();
        progress.begins(part.name());
        log(part).begin();
        try {
            part.check();
            part.prepare(progress);
            awaitReady(part, spawn(part), begin, progress);
            part.settle();
        } catch (LaunchFailure | UncheckedIOException e) {
            (refusesStarts() ? Progress.silent() : progress).failed(part.name());
            stop(part, Progress.silent());
            throw new LaunchFailure(withLog(part, e), e);
        }
        progress.ready(part.name(), part.address(), Duration.between(begin, Instant.now()));
    }

    /// From now on nothing new is started; a start that waits for its part is left to fail.
    public synchronized void refuseStarts() {
        refusesStarts = true;
    }

    /// Whether a start failed only because it is not wanted any more.
    public synchronized boolean refusesStarts() {
        return refusesStarts;
    }

    private synchronized Process spawn(Part part) {
        if (refusesStarts) {
            throw new LaunchFailure("not started: interrupted");
        }
        Process process = Spawn.detached(part.launch(), home.log(part.name()));
        ProcessRecord.of(process.toHandle()).write(record(part));
        return process;
    }

    private void awaitReady(Part part, Process process, Instant begin, Progress progress) {
        Instant limit = Instant.now().plus(part.patience());
        while (!part.ready()) {
            if (Instant.now().isAfter(limit)) {
                throw new LaunchFailure(
                        "not ready after %d s".formatted(part.patience().toSeconds()));
            }
            watch(part, process, begin, progress);
        }
    }

    /// Waits a second, but not for a process that has ended. A look by TLS costs more than one at
    /// the process.
    private static void watch(Part part, Process process, Instant begin, Progress progress) {
        for (int polls = 0; polls < POLLS_BEFORE_LOOK; polls++) {
            if (!process.isAlive()) {
                throw new LaunchFailure(
                        "ended with code %d before it was ready".formatted(process.exitValue()));
            }
            progress.waits(part.name(), Duration.between(begin, Instant.now()));
            Pause.of(POLL);
        }
    }

    private String withLog(Part part, RuntimeException failure) {
        String message = part.name() + ": " + failure.getMessage();
        if (message.contains("log: ") || !Files.exists(home.log(part.name()))) {
            return message;
        }
        String cause = log(part).cause().map(line -> ": " + line).orElse("");
        return message + cause + "; log: " + home.log(part.name());
    }

    private PartLog log(Part part) {
        return new PartLog(home.log(part.name()));
    }

    /// Asks the part to end, and makes it after 30 s; whoever started it.
    public void stop(Part part, Progress progress) {
        Instant begin = Instant.now();
        Optional<ProcessHandle> running = process(part);
        running.ifPresent(process -> end(process, part.stopSignal()));
        deleteRecord(part);
        if (running.isPresent()) {
            progress.stopped(part.name(), Duration.between(begin, Instant.now()));
        }
    }

    private static void end(ProcessHandle process, StopSignal signal) {
        Signals.send(process, signal);
        Instant limit = Instant.now().plus(STOP_PATIENCE);
        while (process.isAlive() && Instant.now().isBefore(limit)) {
            Pause.of(POLL);
        }
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private void deleteRecord(Part part) {
        try {
            Files.deleteIfExists(record(part));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public boolean runs(Part part) {
        return process(part).isPresent();
    }

    /// Whether it was started and its process has ended by itself.
    public boolean died(Part part) {
        return !runs(part) && Files.exists(record(part));
    }

    public PartStatus status(Part part) {
        Optional<ProcessHandle> running = process(part);
        OptionalLong pid = running.stream().mapToLong(ProcessHandle::pid).findFirst();
        return new PartStatus(
                part.name(), state(part, running), part.address(), pid, home.log(part.name()));
    }

    private PartState state(Part part, Optional<ProcessHandle> running) {
        if (running.isPresent()) {
            return part.ready() ? PartState.READY : PartState.NOT_READY;
        }
        return Files.exists(record(part)) ? PartState.DIED : PartState.STOPPED;
    }

    private Optional<ProcessHandle> process(Part part) {
        return ProcessRecord.read(record(part)).flatMap(ProcessRecord::process);
    }

    private Path record(Part part) {
        return home.run().resolve(part.name() + ".pid");
    }
}
