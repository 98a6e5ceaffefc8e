package redress.mesh.privacy.cli;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import redress.mesh.privacy.KeyFolder;
import redress.mesh.privacy.UnusableKeysException;

/// `create FOLDER…` makes keys where there are none; `rotate FOLDER…` adds a key-encryption key.
/// Run from the class path of any service; `--master-key ADDRESS` first if a key management service
/// encrypts the files.
public final class KeysCommand {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int WRONG_ARGUMENTS = 64;

    private KeysCommand() {}

    /// The whole command.
    public static void main(String[] arguments) {
        System.exit(run(List.of(arguments), System.out, System.err));
    }

    static int run(List<String> arguments, PrintStream out, PrintStream err) {
        boolean encrypted = arguments.size() > 1 && arguments.getFirst().equals("--master-key");
        var master = encrypted ? Optional.of(arguments.get(1)) : Optional.<String>empty();
        var rest = encrypted ? arguments.subList(2, arguments.size()) : arguments;
        if (rest.size() < 2 || !List.of("create", "rotate").contains(rest.getFirst())) {
            err.println("usage: [--master-key ADDRESS] create|rotate FOLDER…");
            return WRONG_ARGUMENTS;
        }
        try {
            boolean create = rest.getFirst().equals("create");
            for (String folder : rest.subList(1, rest.size())) {
                var keys = new KeyFolder(Path.of(folder), master);
                out.println(folder + ": " + (create ? created(keys) : rotated(keys)));
            }
            return DONE;
        } catch (UnusableKeysException e) {
            err.println(e.getMessage());
            return FAILED;
        }
    }

    private static String created(KeyFolder keys) {
        return keys.create() ? "keys made" : "has keys";
    }

    private static String rotated(KeyFolder keys) {
        return "wraps with key " + keys.rotate() + " from now on";
    }
}
