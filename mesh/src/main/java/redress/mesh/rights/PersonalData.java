package redress.mesh.rights;

import com.google.protobuf.Message;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import redress.beneficiaries.v1.Identifier;
import redress.decisions.v1.Objection;
import redress.mesh.access.Refusal;
import redress.mesh.store.Transaction;
import redress.personaldata.v1.Correction;
import redress.personaldata.v1.PersonalItem;

/// What a service holds about persons, item by item. Each service has its own.
///
/// Items that the service does not hold are passed over, and so is what was done before.
public interface PersonalData {
    /// Items that carry one of the identifiers, and items of these ids, oldest first. Erased ones
    /// are left out.
    List<PersonalItem> find(Transaction transaction, List<Identifier> identifiers, Set<UUID> items);

    /// What is held about an item, as messages of the contract, for the person to read: without
    /// what is data of others.
    List<Message> export(Transaction transaction, UUID item);

    /// Corrects an item, as a whole or not at all. Restricted ones too.
    ///
    /// @throws Refusal with NOT_FOUND if the service does not hold it, ERASED, or INVALID_REQUEST
    ///   as [Corrections#applied]
    void rectify(Transaction transaction, UUID item, List<Correction> corrections);

    /// Notes in the items that their use is restricted, or no longer.
    ///
    /// @return those that the service holds
    Set<UUID> restrict(Transaction transaction, Set<UUID> items, boolean restricted);

    /// Marks the recommendations of items as contested, once for each request; those without one
    /// are passed over.
    ///
    /// @return those that were marked
    Set<UUID> contest(Transaction transaction, Set<UUID> items, Objection objection);

    /// Those of the items to which something has happened since an instant. Nothing more happens to
    /// any of the items until the transaction ends.
    Set<UUID> lockChanged(Transaction transaction, Set<UUID> items, Instant unchangedSince);

    /// Destroys what is personal in the items, and nothing of any other item.
    ///
    /// @return those that the service holds
    Set<UUID> erase(Transaction transaction, Set<UUID> items);

    /// Items of the states to which nothing has happened since an instant, oldest first. Erased and
    /// restricted ones are left out.
    List<PersonalItem> expired(Transaction transaction, Expiry expiry);
}
