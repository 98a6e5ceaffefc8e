package redress.mesh.audit.cli;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import redress.mesh.audit.journal.JournalFolder;

/// Which journals a command is about: the given ones, or those of the mesh that it was called for.
final class Journals {
    /// Folders of the mesh's journals, separated like a class path.
    private static final String FOLDERS = "redress.audit.folders";

    @Spec(Spec.Target.MIXEE)
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Parameters(
            paramLabel = "FOLDER",
            arity = "0..*",
            description = "Journals; without any: those of the local mesh.")
    private List<Path> folders = new ArrayList<>();

    List<JournalFolder> all() {
        folders.stream()
                .filter(each -> !Files.isDirectory(each))
                .findFirst()
                .ifPresent(
                        each -> {
                            throw wrong(each + ": no folder (expected: a journal)");
                        });
        var chosen = folders.isEmpty() ? configured(FOLDERS) : folders;
        if (chosen.isEmpty()) {
            throw wrong("FOLDER: none (expected: at least one journal)");
        }
        return chosen.stream().map(JournalFolder::new).toList();
    }

    /// Paths of a system property.
    static List<Path> configured(String property) {
        @Nullable String value = System.getProperty(property);
        return value == null || value.isEmpty()
                ? List.of()
                : Arrays.stream(value.split(File.pathSeparator, -1)).map(Path::of).toList();
    }

    private ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}
