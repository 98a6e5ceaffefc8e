package redress.mesh.audit;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Timestamps;
import io.grpc.Context;
import io.grpc.stub.StreamObserver;
import io.quarkus.grpc.GrpcService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.UUID;
import java.util.concurrent.CancellationException;
import redress.audit.v1.AuditServiceGrpc;
import redress.audit.v1.ListEntriesRequest;
import redress.audit.v1.ListEntriesResponse;
import redress.audit.v1.RecordHeadRequest;
import redress.audit.v1.RecordHeadResponse;
import redress.mesh.audit.journal.EntryFilter;
import redress.mesh.audit.journal.Journal;
import redress.mesh.audit.journal.JournalFolder;
import redress.mesh.audit.journal.Listing;
import redress.mesh.store.Page;

/// Shows the journal to auditors, and takes the heads of other journals: the entry of that call
/// holds them.
@GrpcService
public class AuditEndpoint extends AuditServiceGrpc.AuditServiceImplBase {
    private final JournalFolder folder;

    AuditEndpoint(Journal journal) {
        this.folder = new JournalFolder(journal.path());
    }

    @Override
    public void listEntries(
            ListEntriesRequest request, StreamObserver<ListEntriesResponse> answer) {
        var page = Page.of(request);
        long below =
                page.after().map(key -> key.id().getLeastSignificantBits()).orElse(Long.MAX_VALUE);
        try {
            var rows =
                    new Listing(folder, filter(request)::takes)
                            .newestFirst(below, page.limit(), AuditEndpoint::requireCaller);
            var slice = page.slice(rows, entry -> new Page.Key(0, new UUID(0, entry.getNumber())));
            answer.onNext(
                    ListEntriesResponse.newBuilder()
                            .addAllEntries(slice.rows())
                            .setNextPageToken(slice.nextPageToken())
                            .build());
            answer.onCompleted();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void recordHead(RecordHeadRequest request, StreamObserver<RecordHeadResponse> answer) {
        answer.onNext(RecordHeadResponse.getDefaultInstance());
        answer.onCompleted();
    }

    private static EntryFilter filter(ListEntriesRequest request) {
        return new EntryFilter(
                time(request.hasFrom(), request.getFrom(), Timestamps.MIN_VALUE),
                time(request.hasUntil(), request.getUntil(), Timestamps.MAX_VALUE),
                request.getUser(),
                request.getObject(),
                request.getWorkload(),
                request.getDecision());
    }

    private static Timestamp time(boolean given, Timestamp time, Timestamp otherwise) {
        return given ? time : otherwise;
    }

    private static void requireCaller() {
        if (Context.current().isCancelled()) {
            throw new CancellationException("nobody waits for these entries any more");
        }
    }
}
