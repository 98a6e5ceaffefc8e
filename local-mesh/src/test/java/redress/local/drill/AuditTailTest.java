package redress.local.drill;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AuditTailTest {
    private static final String LINE =
            "2026-11-23 02:29:23,271 INFO  [redress.audit] () call at=2026-11-23T02:29:23.271Z"
                    + " decision=%s reason= method=redress.cases.v1.CaseService/OpenCase"
                    + " effect=EFFECT_WRITE workload=console serial=%s user=worker object= code=%s"
                    + " trace=16a205f2\n";

    @TempDir Path folder = Path.of("");

    @Test
    void seesACallThatWasAnsweredAfterTheBeginning() throws IOException {
        write(LINE.formatted("allow", "0a", "OK"));
        var tail = new AuditTail(log());
        write(LINE.formatted("allow", "0b", "OK"));

        assertThat(has(tail, 0x0b)).isTrue();
        assertThat(has(tail, 0x0a)).describedAs("from before").isFalse();
    }

    @Test
    void seesNoCallThatWasRefusedOrFailed() throws IOException {
        write("");
        var tail = new AuditTail(log());
        write(LINE.formatted("deny", "0c", "PERMISSION_DENIED"));
        write(LINE.formatted("allow", "0d", "UNAVAILABLE"));

        assertThat(has(tail, 0x0c)).isFalse();
        assertThat(has(tail, 0x0d)).isFalse();
    }

    @Test
    void waitsForTheEndOfALine() throws IOException {
        write("");
        var tail = new AuditTail(log());
        String line = LINE.formatted("allow", "0e", "OK");
        write(line.substring(0, line.length() / 2));
        assertThat(has(tail, 0x0e)).isFalse();

        write(line.substring(line.length() / 2));
        assertThat(has(tail, 0x0e)).isTrue();
    }

    private static boolean has(AuditTail tail, int serial) {
        return tail.has(
                caller ->
                        caller.method().equals("OpenCase")
                                && caller.workload().equals("console")
                                && caller.serial().equals(BigInteger.valueOf(serial)));
    }

    private void write(String text) throws IOException {
        Files.writeString(log(), text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    private Path log() {
        return folder.resolve("service.log");
    }
}
