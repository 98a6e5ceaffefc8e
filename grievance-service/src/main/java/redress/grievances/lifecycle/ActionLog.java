package redress.grievances.lifecycle;

import com.github.f4b6a3.uuid.UuidCreator;
import java.util.List;
import java.util.UUID;
import redress.grievances.v1.ActionVerb;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.mesh.access.Refusal;
import redress.mesh.store.Page;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// What was done to grievances: append-only. The store refuses a grievance whose state is not what
/// the newest entry of its log says.
public interface ActionLog {
    /// An entry about what the transaction does to a grievance.
    ///
    /// @param after the grievance as it has become
    static GrievanceAction entry(Transaction transaction, Grievance after, ActionVerb verb) {
        return GrievanceAction.newBuilder()
                .setId(UuidCreator.getTimeOrderedEpoch().toString())
                .setVerb(verb)
                .setState(after.getState())
                .setActor(transaction.actor())
                .setOccurredAt(Timeline.timestamp(transaction.now()))
                .build();
    }

    /// Adds an entry.
    ///
    /// @param after the grievance as it has become
    void add(Transaction transaction, Grievance after, GrievanceAction action);

    /// A page of the log of a grievance, oldest first.
    Page.Slice<GrievanceAction> list(Transaction transaction, UUID grievance, Page page);

    /// The whole log of a grievance, oldest first.
    List<GrievanceAction> all(Transaction transaction, UUID grievance);

    /// Makes sure that none of the users acted on what a grievance appeals against, or had it, and
    /// that none of them has an open appeal against it: they would be out of that one. True also of
    /// originals and appeals that the caller may not see.
    ///
    /// @param users user names; empty ones are services
    /// @throws Refusal with ROLE_MISSING
    void requireIndependent(Transaction transaction, Grievance known, List<String> users);
}
