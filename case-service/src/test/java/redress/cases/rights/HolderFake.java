package redress.cases.rights;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;
import redress.mesh.rights.Expiry;
import redress.personaldata.v1.Correction;
import redress.personaldata.v1.CorrectionOutcome;
import redress.personaldata.v1.PersonalItem;
import redress.rights.v1.DataSubject;
import redress.rights.v1.DataSubjectRequest;

/// Another service. It is there, away, or dies with the process that asks it.
final class HolderFake implements Holder {
    private final String service;
    private final boolean hasItems;
    private final List<PersonalItem> items = new ArrayList<>();
    private final List<Message> records = new ArrayList<>();
    private final List<Set<UUID>> erased = new ArrayList<>();
    private final List<Set<UUID>> restricted = new ArrayList<>();
    private final List<Correction> rectified = new ArrayList<>();
    private boolean away;
    private boolean deadly;

    HolderFake(String service, boolean hasItems) {
        this.service = service;
        this.hasItems = hasItems;
    }

    /// Stands for the end of the process: nothing catches it.
    static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    void away(boolean now) {
        away = now;
    }

    /// The next erasure is done, and nobody hears of it.
    void killAfterErasure() {
        deadly = true;
    }

    PersonalItem holds(UUID id) {
        var item =
                PersonalItem.newBuilder()
                        .setId(id.toString())
                        .setNumber("N-" + id)
                        .setService(service)
                        .build();
        items.add(item);
        return item;
    }

    void gives(Message record) {
        records.add(record);
    }

    List<Correction> rectified() {
        return rectified;
    }

    List<Set<UUID>> erased() {
        return erased;
    }

    List<Set<UUID>> restricted() {
        return restricted;
    }

    @Override
    public String service() {
        return service;
    }

    @Override
    public boolean hasItems() {
        return hasItems;
    }

    @Override
    public List<PersonalItem> find(UUID request, DataSubject subject) {
        requireThere();
        return List.copyOf(items);
    }

    @Override
    public List<Message> export(UUID request, Set<UUID> asked) {
        requireThere();
        return List.copyOf(records);
    }

    @Override
    public List<CorrectionOutcome> rectify(
            DataSubjectRequest request, List<Correction> corrections) {
        requireThere();
        rectified.addAll(corrections);
        return List.of();
    }

    @Override
    public void restrict(DataSubjectRequest request, Set<UUID> asked, boolean now) {
        requireThere();
        restricted.add(asked);
    }

    @Override
    public void contest(DataSubjectRequest request, Set<UUID> asked) {
        requireThere();
    }

    @Override
    public Set<UUID> erase(DataSubjectRequest request, Set<UUID> asked) {
        requireThere();
        erased.add(asked);
        if (deadly) {
            deadly = false;
            throw new Killed();
        }
        return Set.of();
    }

    @Override
    public List<PersonalItem> expired(Expiry expiry) {
        requireThere();
        return items.stream()
                .filter(
                        item ->
                                expiry.after().stream()
                                        .noneMatch(
                                                last ->
                                                        item.getId().compareTo(last.toString())
                                                                <= 0))
                .limit(expiry.limit())
                .toList();
    }

    private void requireThere() {
        if (away) {
            throw new Refusal(Reason.REASON_UNAVAILABLE, service + ": away");
        }
    }
}
