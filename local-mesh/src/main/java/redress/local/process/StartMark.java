package redress.local.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What tells a process from a later one with the same number: on Linux the boot and the clock tick
/// of its start (proc(5), field 22), which no change of the wall clock moves; elsewhere its start
/// time.
final class StartMark {
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");
    private static final int FIELDS_AFTER_NAME_TO_START = 19;

    private StartMark() {}

    static String of(ProcessHandle process) {
        try {
            return Files.exists(BOOT) ? fromProc(process.pid()) : fromClock(process);
        } catch (IOException gone) {
            return "gone";
        }
    }

    private static String fromProc(long pid) throws IOException {
        String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        return Files.readString(BOOT).strip() + ":" + fields[FIELDS_AFTER_NAME_TO_START];
    }

    private static String fromClock(ProcessHandle process) {
        return process.info().startInstant().map(Object::toString).orElse("unknown");
    }
}
