package redress.certs.workload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import redress.certs.CertsException;
import redress.certs.DurableFiles;
import redress.certs.Reason;

/// Tells a process that the files of its folder changed, the way servers expect it: SIGHUP.
///
/// A debt is noted in the folder before the files change, and struck out after the signal: whoever
/// is killed between the two, or may not signal, leaves it to the next pass.
record Hangup(Path folder, Path pidFile) {
    private static final String DEBT = "..hup";
    private static final long PATIENCE_SECONDS = 5;

    /// How far the clocks of the kernel and the file system may be apart.
    private static final long SLACK_SECONDS = 2;

    /// Notes that the process has to be told.
    void owe() {
        if (isOwed()) {
            return;
        }
        DurableFiles.createFolder(folder);
        DurableFiles.writeSecret(debt(), new byte[0]);
        DurableFiles.sync(folder);
    }

    boolean isOwed() {
        return Files.exists(debt(), LinkOption.NOFOLLOW_LINKS);
    }

    /// Whether a process was told. None is when it does not run, or when the number in the file has
    /// become another's, who might die of the signal: then it reads the files when it starts.
    boolean send() {
        boolean told =
                Files.exists(pidFile)
                        && ProcessHandle.of(pid())
                                .filter(this::wroteTheFile)
                                .map(this::signal)
                                .orElse(false);
        try {
            Files.deleteIfExists(debt());
            return told;
        } catch (IOException e) {
            throw DurableFiles.unwritable(debt(), e);
        }
    }

    private Path debt() {
        return folder.resolve(DEBT);
    }

    private long pid() {
        String line = DurableFiles.readOfOthers(pidFile).lines().findFirst().orElse("").strip();
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
