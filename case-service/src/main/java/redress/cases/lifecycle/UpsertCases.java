package redress.cases.lifecycle;

import com.google.protobuf.FieldMask;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import redress.access.v1.Reason;
import redress.cases.v1.Case;
import redress.cases.v1.UpsertCasesRequest;
import redress.cases.v1.UpsertItem;
import redress.cases.v1.UpsertResult;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Transaction;

/// Opens or changes cases by the keys that they have in another system.
///
/// Each item is a write of its own: one that is refused keeps no other from being done, and a
/// repetition of the whole does again only what was not done.
@ApplicationScoped
public class UpsertCases {
    private static final String EXTERNAL_ID = "external_id";

    private final Database database;
    private final Cases cases;
    private final OpenCase opening;
    private final UpdateCase updating;

    UpsertCases(Database database, Cases cases, OpenCase opening, UpdateCase updating) {
        this.database = database;
        this.cases = cases;
        this.opening = opening;
        this.updating = updating;
    }

    /// What became of each item, in order.
    ///
    /// @throws Refusal with UNAVAILABLE if the store goes away meanwhile: the caller tries again
    public List<UpsertResult> upsert(Caller caller, UpsertCasesRequest request) {
        var results = new ArrayList<UpsertResult>();
        for (int i = 0; i < request.getItemsCount(); i++) {
            results.add(result(caller, key(request, i), request.getItems(i)));
        }
        return results;
    }

    private UpsertResult result(Caller caller, RequestKey key, UpsertItem item) {
        try {
            Case done =
                    database.answered(caller, key, Cases.ANSWER)
                            .orElseGet(() -> upsert(caller, key, item));
            return UpsertResult.newBuilder()
                    .setCase(done)
                    .setCreated(done.getEtag().equals("1"))
                    .build();
        } catch (Refusal refused) {
            if (refused.reason() == Reason.REASON_UNAVAILABLE) {
                throw refused;
            }
            return UpsertResult.newBuilder()
                    .setReason(refused.reason())
                    .setMessage(String.valueOf(refused.getMessage()))
                    .build();
        }
    }

    private Case upsert(Caller caller, RequestKey key, UpsertItem item) {
        String externalId = item.getDetails().getExternalId();
        if (externalId.isEmpty()) {
            throw Refusal.invalid("details.external_id", "missing (expected: the key of the case)");
        }
        var known = database.as(caller, transaction -> target(transaction, externalId));
        return known.isEmpty()
                ? opening.open(caller, key, item.getDetails())
                : updating.update(caller, key, known.get(), item.getDetails(), mask(item));
    }

    // What was merged goes on in the case that stayed, and that one perhaps in another.
    private Optional<UUID> target(Transaction transaction, String externalId) {
        Optional<UUID> target = Optional.empty();
        var known = cases.withKey(transaction, externalId);
        while (known.isPresent()) {
            target = known.map(each -> UUID.fromString(each.getId()));
            known =
                    known.map(Case::getMergedInto)
                            .filter(into -> !into.isEmpty())
                            .flatMap(into -> cases.find(transaction, UUID.fromString(into)));
        }
        return target;
    }

    private static FieldMask mask(UpsertItem item) {
        if (item.getUpdateMask().getPathsCount() > 0) {
            return item.getUpdateMask();
        }
        var mask = FieldMask.newBuilder();
        item.getDetails().getAllFields().keySet().stream()
                .map(field -> field.getName())
                .filter(name -> !name.equals(EXTERNAL_ID))
                .forEach(mask::addPaths);
        return mask.build();
    }

    // The same item of the same request is the same write again, with its content.
    private static RequestKey key(UpsertCasesRequest request, int index) {
        String name = request.getRequestId() + "/" + index;
        var alone = request.toBuilder().clearItems().addItems(request.getItems(index)).build();
        return new RequestKey(
                UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8)),
                RequestKey.of(alone).digest());
    }
}
