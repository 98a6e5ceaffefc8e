package redress.certs.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import redress.certs.CertsException;
import redress.certs.DurableFiles;
import redress.certs.Reason;

/// Tells a process that its files changed, the way servers expect it: SIGHUP.
record Hangup(Path pidFile) {
    private static final long PATIENCE_SECONDS = 5;

    /// How far the clocks of the kernel and the file system may be apart.
    private static final long SLACK_SECONDS = 2;

    /// Whether a process was told. None is when it does not run, or when the number in the file has
    /// become another's, who might die of the signal.
    boolean send() {
        if (!Files.exists(pidFile)) {
            return false;
        }
        return ProcessHandle.of(pid()).filter(this::wroteTheFile).map(this::signal).orElse(false);
    }

    private long pid() {
        String line = DurableFiles.read(pidFile).lines().findFirst().orElse("").strip();
        if (!line.matches("[1-9][0-9]{0,9}")) {
            throw new CertsException(
                    Reason.BAD_MATERIAL, "pid file", pidFile, "a process ID in the first line");
        }
        return Long.parseLong(line);
    }

    private boolean wroteTheFile(ProcessHandle process) {
        try {
            Instant written = Files.getLastModifiedTime(pidFile).toInstant();
            return process.info()
                    .startInstant()
                    .map(start -> !start.isAfter(written.plusSeconds(SLACK_SECONDS)))
                    .orElse(false);
        } catch (IOException e) {
            return false;
        }
    }

    private boolean signal(ProcessHandle process) {
        String pid = Long.toString(process.pid());
        try {
            Process kill = new ProcessBuilder("kill", "-HUP", pid).start();
            if (kill.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && kill.exitValue() == 0) {
                return true;
            }
            throw unsignalled("refused");
        } catch (IOException e) {
            throw unsignalled(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unsignalled(e);
        }
    }

    private CertsException unsignalled(Object fault) {
        return new CertsException(
                Reason.FILES,
                "SIGHUP to the process of " + pidFile,
                fault,
                "a process that this user may signal");
    }
}
