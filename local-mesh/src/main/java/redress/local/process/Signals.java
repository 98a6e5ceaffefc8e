package redress.local.process;

import java.io.IOException;
import java.util.List;

/// Sending a signal other than TERM, which Java itself cannot.
final class Signals {
    private Signals() {}

    static void send(ProcessHandle process, StopSignal signal) {
        switch (signal) {
            case TERM -> process.destroy();
            case INT -> interrupt(process);
        }
    }

    private static void interrupt(ProcessHandle process) {
        try {
            new ProcessBuilder(List.of("/bin/sh", "-c", "kill -INT " + process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException noShell) {
            process.destroy();
        }
    }
}
