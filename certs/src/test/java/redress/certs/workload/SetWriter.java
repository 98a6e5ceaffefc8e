package redress.certs.workload;

import java.nio.file.Path;
import redress.certs.CertsException;

/// A process of its own that writes two sets by turns into one folder, a line to stdout for each,
/// until it is killed or refused.
final class SetWriter {
    private SetWriter() {}

    /// @param arguments the folder, then those that hold the two sets
    public static void main(String[] arguments) {
        var folder = WorkloadFolder.at(Path.of(arguments[0]));
        try {
            for (int turn = 1; ; turn = 3 - turn) {
                var from = WorkloadFolder.at(Path.of(arguments[turn]));
                folder.write(from.read(), from.crl().orElseThrow());
                System.out.println("written");
            }
        } catch (CertsException refusal) {
            System.out.println(refusal.reason());
            System.exit(refusal.reason().exitCode());
        }
    }
}
