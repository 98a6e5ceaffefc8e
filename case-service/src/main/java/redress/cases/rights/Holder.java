package redress.cases.rights;

import com.google.protobuf.Message;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import redress.mesh.access.Refusal;
import redress.mesh.rights.Expiry;
import redress.personaldata.v1.Correction;
import redress.personaldata.v1.CorrectionOutcome;
import redress.personaldata.v1.PersonalItem;
import redress.rights.v1.DataSubject;
import redress.rights.v1.DataSubjectRequest;

/// A service that holds personal data. Every call may be repeated.
///
/// @throws Refusal with UNAVAILABLE while the service is away
public interface Holder {
    /// Name of the service.
    String service();

    /// Whether it has items of its own, or only knows those of others.
    boolean hasItems();

    /// The items of a person.
    List<PersonalItem> find(UUID request, DataSubject subject);

    /// All that is held about items, as messages of the contract.
    List<Message> export(UUID request, Set<UUID> items);

    /// Corrects items. Who has none of its own only notes which fields were wrong.
    ///
    /// @return what became of each item
    List<CorrectionOutcome> rectify(DataSubjectRequest request, List<Correction> corrections);

    /// Restricts the use of items, or lifts the restriction.
    void restrict(DataSubjectRequest request, Set<UUID> items, boolean restricted);

    /// Marks the recommendations of items as contested.
    void contest(DataSubjectRequest request, Set<UUID> items);

    /// Erases items; on a retention rule, only those to which nothing has happened since.
    ///
    /// @return items that were left alone because something has
    Set<UUID> erase(DataSubjectRequest request, Set<UUID> items);

    /// Items that were kept long enough.
    List<PersonalItem> expired(Expiry expiry);
}
