package redress.mesh.audit.cli;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;
import redress.audit.v1.AuditEntry;
import redress.audit.v1.Decision;
import redress.mesh.audit.journal.EntryFilter;

/// Which entries a command is about.
final class Filters {
    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = Time.class,
            description =
                    "This time or later: 2026-11-22, 2026-11-22T08:00:00Z, or PT2H for the last two hours.")
    private Timestamp from = Timestamps.MIN_VALUE;

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Time.class,
            description = "Before this time.")
    private Timestamp until = Timestamps.MAX_VALUE;

    @Option(names = "--user", description = "Calls for this user.")
    private String user = "";

    @Option(names = "--object", paramLabel = "ID", description = "Calls about this object.")
    private String object = "";

    @Option(names = "--workload", description = "Calls of this workload.")
    private String workload = "";

    @Option(names = "--decision", paramLabel = "allow|deny", description = "Calls decided so.")
    private @Nullable Decided decision;

    @Option(names = "--heads", description = "Also what services witness of each other's journals.")
    private boolean heads;

    enum Decided {
        ALLOW,
        DENY
    }

    boolean takes(AuditEntry entry) {
        return (heads || !entry.hasHead())
                && new EntryFilter(from, until, user, object, workload, wanted()).takes(entry);
    }

    private Decision wanted() {
        return switch (decision) {
            case null -> Decision.DECISION_UNSPECIFIED;
            case ALLOW -> Decision.DECISION_ALLOW;
            case DENY -> Decision.DECISION_DENY;
        };
    }

    static final class Time implements ITypeConverter<Timestamp> {
        @Override
        public Timestamp convert(String text) {
            try {
                return Timestamps.fromMillis(instant(text).toEpochMilli());
            } catch (DateTimeException e) {
                throw new TypeConversionException(
                        "'" + text + "' (expected: a day, a time in UTC, or a duration)");
            }
        }

        private static Instant instant(String text) {
            if (text.startsWith("P")) {
                return Instant.now().minus(Duration.parse(text));
            }
            return text.contains("T")
                    ? Instant.parse(text)
                    : LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
        }
    }
}
