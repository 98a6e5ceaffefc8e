package redress.mesh.audit.cli;

import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import redress.audit.v1.AuditEntry;
import redress.mesh.audit.journal.JournalFolder;
import redress.mesh.audit.journal.Listing;

@Command(
        name = "export",
        description = {
            "Prints entries as JSON, one a line, journal by journal, oldest first.",
            "Verifies nothing: see verify."
        },
        mixinStandardHelpOptions = true)
final class ExportCommand implements Callable<Integer> {
    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Journals journals;

    @Mixin
    @SuppressWarnings("NullAway.Init")
    private Filters filters;

    private final JsonFormat.Printer json =
            JsonFormat.printer().preservingProtoFieldNames().omittingInsignificantWhitespace();

    @Override
    public Integer call() throws IOException {
        for (JournalFolder folder : journals.all()) {
            String origin =
                    "{\"journal\":\"%s\",\"instance\":\"%s\",\"entry\":"
                            .formatted(
                                    folder.path().toAbsolutePath().getFileName(),
                                    folder.instance());
            new Listing(folder, filters::takes).oldestFirst(entry -> print(origin, entry));
        }
        return AuditCommand.WHOLE;
    }

    private void print(String origin, AuditEntry entry) {
        PrintWriter out = spec.commandLine().getOut();
        try {
            out.println(origin + json.print(entry) + "}");
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("an entry can be written as JSON", e);
        }
    }
}
