package redress.local.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessRecordTest {
    @TempDir Path folder = Path.of("");

    @Test
    void findsTheSameProcessAgain() {
        Path file = folder.resolve("self.pid");

        ProcessRecord.of(ProcessHandle.current()).write(file);

        assertThat(ProcessRecord.read(file).flatMap(ProcessRecord::process))
                .contains(ProcessHandle.current());
    }

    @Test
    void doesNotTakeALaterProcessWithTheSameNumberForIt() {
        var earlier = new ProcessRecord(ProcessHandle.current().pid(), "another-boot:17");

        assertThat(earlier.process()).isEmpty();
    }

    @Test
    void doesNotFindAProcessThatHasEnded() throws Exception {
        Process process = new ProcessBuilder("/bin/sh", "-c", "read wait").start();
        var started = ProcessRecord.of(process.toHandle());

        process.getOutputStream().close();
        process.waitFor();

        assertThat(started.process()).isEmpty();
    }

    @Test
    void readsNothingFromADamagedFile() throws IOException {
        Path file = Files.writeString(folder.resolve("damaged.pid"), "12x");

        assertThat(ProcessRecord.read(file)).isEmpty();
        assertThat(ProcessRecord.read(folder.resolve("missing.pid"))).isEmpty();
    }
}
