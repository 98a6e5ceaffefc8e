package redress.grievances.receipts;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import redress.access.v1.Reason;
import redress.grievances.lifecycle.ActionLog;
import redress.grievances.lifecycle.Grievances;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.grievances.v1.IssueReceiptRequest;
import redress.grievances.v1.Receipt;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.privacy.Lookup;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// Gives out receipts: to who took in the grievance, soon after, and to nobody else. Who works on
/// it later can't take the place of the complainant, also if they took it in; and once anything was
/// done, nobody takes away the code that the complainant has.
@ApplicationScoped
public class IssueReceipt {
    private static final String SERVICE = "grievance-service";
    private static final Duration TIME = Duration.ofHours(1);

    private final Database database;
    private final Grievances grievances;
    private final ActionLog log;
    private final Receipts receipts;
    private final SignsReceipts signatures;

    IssueReceipt(
            Database database,
            Grievances grievances,
            ActionLog log,
            Receipts receipts,
            SignsReceipts signatures) {
        this.database = database;
        this.grievances = grievances;
        this.log = log;
        this.receipts = receipts;
        this.signatures = signatures;
    }

    /// A new receipt; an earlier one opens nothing any more.
    ///
    /// @throws Refusal with NOT_FOUND if the caller did not take in the grievance; with
    ///   ILLEGAL_TRANSITION if that was too long ago, if the caller did more than that or has the
    ///   grievance, or if there is a receipt and anything was done since
    public Receipt issue(Caller caller, IssueReceiptRequest request) {
        UUID id = Database.id("id", request.getId());
        boolean theirs =
                database.as(caller, transaction -> receipts.handedIn(transaction, caller, id));
        if (!theirs) {
            throw new Refusal(Reason.REASON_NOT_FOUND, "no grievance that you took in");
        }
        return database.asService(SERVICE, transaction -> issue(transaction, caller, id));
    }

    private Receipt issue(Transaction transaction, Caller caller, UUID id) {
        Grievance known = grievances.lock(transaction, id).orElseThrow();
        var until = Timeline.instant(known.getReceivedAt()).plus(TIME);
        if (transaction.now().isAfter(until)) {
            throw refused("too late (expected: until %s)".formatted(until));
        }
        boolean again = receipts.has(transaction, id);
        requireUntouched(log.all(transaction, id).stream().skip(1).toList(), caller, again);
        var code = ReceiptCode.fresh();
        receipts.put(transaction, id, transaction.sealing().lookup().hash(code.bytes()));
        transaction.record(
                new Event(
                        id,
                        "grievance.receipt_issued",
                        again
                                ? "receipt issued again, the earlier one opens nothing"
                                : "receipt issued"));
        return Receipt.newBuilder()
                .setNumber(known.getNumber())
                .setCode(code.shown())
                .setIssuedAt(Timeline.timestamp(transaction.now()))
                .setSigned(signatures.sign(claims(transaction, known)))
                .build();
    }

    private static void requireUntouched(
            List<GrievanceAction> since, Caller caller, boolean again) {
        if (again && !since.isEmpty()) {
            throw refused("there is one, and something was done since (expected: nothing)");
        }
        String name = Lookup.normalised(caller.userName());
        boolean theirs =
                since.stream()
                        .flatMap(each -> Stream.of(each.getActor(), each.getAssignedTo()))
                        .anyMatch(user -> Lookup.normalised(user).equals(name));
        if (theirs) {
            throw refused("you work on the grievance (expected: you took it in and no more)");
        }
    }

    private static Refusal refused(String why) {
        return new Refusal(Reason.REASON_ILLEGAL_TRANSITION, "receipt: " + why);
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
