package redress.grievances.receipts;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.UUID;
import redress.access.v1.Reason;
import redress.grievances.lifecycle.Grievances;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.IssueReceiptRequest;
import redress.grievances.v1.Receipt;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// Gives out receipts: to who took in the grievance, soon after, and to nobody else. Who works on
/// it later can't take the place of the complainant.
@ApplicationScoped
public class IssueReceipt {
    private static final String SERVICE = "grievance-service";
    private static final Duration TIME = Duration.ofHours(1);

    private final Database database;
    private final Grievances grievances;
    private final Receipts receipts;
    private final SignsReceipts signatures;

    IssueReceipt(
            Database database, Grievances grievances, Receipts receipts, SignsReceipts signatures) {
        this.database = database;
        this.grievances = grievances;
        this.receipts = receipts;
        this.signatures = signatures;
    }

    /// A new receipt; an earlier one opens nothing any more.
    ///
    /// @throws Refusal with NOT_FOUND if the caller did not take in the grievance; with
    ///   ILLEGAL_TRANSITION if that was too long ago
    public Receipt issue(Caller caller, IssueReceiptRequest request) {
        UUID id = Database.id("id", request.getId());
        boolean theirs =
                database.as(caller, transaction -> receipts.handedIn(transaction, caller, id));
        if (!theirs) {
            throw new Refusal(Reason.REASON_NOT_FOUND, "no grievance that you took in");
        }
        return database.asService(SERVICE, transaction -> issue(transaction, id));
    }

    private Receipt issue(Transaction transaction, UUID id) {
        Grievance known = grievances.find(transaction, id).orElseThrow();
        var until = Timeline.instant(known.getReceivedAt()).plus(TIME);
        if (transaction.now().isAfter(until)) {
            throw new Refusal(
                    Reason.REASON_ILLEGAL_TRANSITION,
                    "receipt: too late (expected: until %s)".formatted(until));
        }
        var code = ReceiptCode.fresh();
        receipts.put(transaction, id, transaction.sealing().lookup().hash(code.bytes()));
        transaction.record(new Event(id, "grievance.receipt_issued", "receipt issued"));
        return Receipt.newBuilder()
                .setNumber(known.getNumber())
                .setCode(code.shown())
                .setIssuedAt(Timeline.timestamp(transaction.now()))
                .setSigned(signatures.sign(claims(transaction, known)))
                .build();
    }

    private static Map<String, Object> claims(Transaction transaction, Grievance known) {
        return Map.of(
                "iss", transaction.workload(),
                "iat", transaction.now().getEpochSecond(),
                "number", known.getNumber(),
                "received_at", Timeline.instant(known.getReceivedAt()).toString(),
                "description_sha256", sha256(known.getDetails().getDescription()));
    }

    private static String sha256(String text) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
