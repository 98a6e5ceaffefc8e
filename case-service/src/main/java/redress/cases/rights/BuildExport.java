package redress.cases.rights;

import io.quarkus.scheduler.Scheduled;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import redress.access.v1.Reason;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;
import redress.rights.v1.DataSubjectRequest;
import redress.rights.v1.GetExportRequest;
import redress.rights.v1.GetExportResponse;

/// The file of an access request: collected service by service, kept sealed, handed out until it
/// expires.
@ApplicationScoped
public class BuildExport {
    private static final Logger LOG = Logger.getLogger(BuildExport.class);
    private static final String SERVICE = "case-service";
    // The texts of the whole file, beside those of the services.
    private static final String FILE = "";
    private static final Duration KEPT = Duration.ofDays(7);
    // A part fits any message limit, also where each character takes three bytes.
    private static final int PART_CHARACTERS = 500_000;

    private final Database database;
    private final DataSubjectRequests requests;
    private final Exports exports;

    public BuildExport(Database database, DataSubjectRequests requests, Exports exports) {
        this.database = database;
        this.requests = requests;
        this.exports = exports;
    }

    /// A part of the file.
    ///
    /// @throws Refusal with NOT_FOUND if there is no such request or part; with ILLEGAL_TRANSITION
    ///   while it is not ready, or when it has expired
    public GetExportResponse part(Caller caller, GetExportRequest asked) {
        UUID id = Database.id("id", asked.getId());
        return database.as(
                caller,
                transaction -> {
                    var request =
                            requests.find(transaction, id)
                                    .orElseThrow(DataSubjectRequests::notFound);
                    int parts = exports.count(transaction, id, FILE);
                    if (parts == 0) {
                        throw new Refusal(
                                Reason.REASON_ILLEGAL_TRANSITION,
                                "there is no file: the request is %s of state %s (expected: a done"
                                                .formatted(request.getKind(), request.getState())
                                        + " access request before export_expires_at)");
                    }
                    String content =
                            exports.text(transaction, id, FILE, asked.getPart())
                                    .orElseThrow(
                                            () ->
                                                    new Refusal(
                                                            Reason.REASON_NOT_FOUND,
                                                            "part: there are only " + parts));
                    KeepRequests.record(
                            transaction, request, "handed_out", "part " + asked.getPart());
                    return GetExportResponse.newBuilder()
                            .setParts(parts)
                            .setContentType(ExportDocument.MEDIA_TYPE)
                            .setContent(content)
                            .build();
                });
    }

    /// Destroys the files that have expired.
    @Scheduled(every = "10m", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void expire() {
        int destroyed = database.asService(SERVICE, exports::destroyExpired);
        if (destroyed > 0) {
            LOG.infof("files of access requests destroyed count=%d", destroyed);
        }
    }

    /// Keeps what a service gives out.
    void collect(DataSubjectRequest request, Holder holder, Set<UUID> items) {
        UUID id = UUID.fromString(request.getId());
        var nodes =
                holder.export(id, items).stream()
                        .map(record -> ExportDocument.node(holder.service(), record))
                        .toList();
        database.asService(
                SERVICE,
                transaction -> {
                    exports.keep(transaction, id, holder.service(), nodes);
                    return nodes.size();
                });
    }

    /// Puts the file together.
    DataSubjectRequest finish(Transaction transaction, DataSubjectRequest request) {
        UUID id = UUID.fromString(request.getId());
        var nodes = new ArrayList<String>();
        request.getStepsList()
                .forEach(step -> nodes.addAll(exports.texts(transaction, id, step.getService())));
        var end = transaction.now().plus(KEPT);
        var finished = request.toBuilder().setExportExpiresAt(Timeline.timestamp(end)).build();
        exports.keep(transaction, id, FILE, parts(ExportDocument.of(finished, nodes)));
        exports.destroyAllBut(transaction, id, FILE);
        exports.expireAt(transaction, id, end);
        return finished;
    }

    // Never between the two halves of a character.
    private static List<String> parts(String whole) {
        var parts = new ArrayList<String>();
        int from = 0;
        while (from < whole.length()) {
            int to = Math.min(whole.length(), from + PART_CHARACTERS);
            if (to < whole.length() && Character.isHighSurrogate(whole.charAt(to - 1))) {
                to--;
            }
            parts.add(whole.substring(from, to));
            from = to;
        }
        return parts;
    }
}
