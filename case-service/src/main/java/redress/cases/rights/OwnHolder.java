package redress.cases.rights;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import redress.mesh.rights.Expiry;
import redress.mesh.rights.ServePersonalData;
import redress.mesh.store.Database;
import redress.mesh.store.Timeline;
import redress.personaldata.v1.Correction;
import redress.personaldata.v1.CorrectionOutcome;
import redress.personaldata.v1.PersonalItem;
import redress.rights.v1.DataSubject;
import redress.rights.v1.DataSubjectRequest;

/// This service itself.
///
/// @param held what it holds
public record OwnHolder(ServePersonalData held) implements Holder {
    @Override
    public String service() {
        return held.service();
    }

    @Override
    public boolean hasItems() {
        return true;
    }

    @Override
    public List<PersonalItem> find(UUID request, DataSubject subject) {
        var items =
                subject.getItemIdsList().stream()
                        .map(id -> Database.id("item_ids", id))
                        .collect(Collectors.toSet());
        return held.find(subject.getIdentifierList(), items);
    }

    @Override
    public List<Message> export(UUID request, Set<UUID> items) {
        return items.stream().sorted().flatMap(item -> held.export(item).stream()).toList();
    }

    @Override
    public List<CorrectionOutcome> rectify(
            DataSubjectRequest request, List<Correction> corrections) {
        return held.rectify(corrections, request.getDecidedBy(), request.getNumber());
    }

    @Override
    public void restrict(DataSubjectRequest request, Set<UUID> items, boolean restricted) {
        var _ =
                restricted
                        ? held.restrict(items, request.getNumber())
                        : held.lift(items, request.getNumber());
    }

    @Override
    public void contest(DataSubjectRequest request, Set<UUID> items) {
        var _ = held.contest(items, request.getNumber(), request.getStatement());
    }

    @Override
    public Set<UUID> erase(DataSubjectRequest request, Set<UUID> items) {
        if (request.hasUnchangedSince()) {
            var since = Timeline.instant(request.getUnchangedSince());
            return held.eraseUnchanged(items, since, request.getNumber());
        }
        var _ = held.erase(items, request.getNumber());
        return Set.of();
    }

    @Override
    public List<PersonalItem> expired(Expiry expiry) {
        return held.expired(expiry);
    }
}
