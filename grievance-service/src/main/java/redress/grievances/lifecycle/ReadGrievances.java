package redress.grievances.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.grievances.v1.ListGrievanceActionsRequest;
import redress.grievances.v1.ListGrievanceTimelineRequest;
import redress.grievances.v1.ListGrievancesRequest;
import redress.mesh.access.Caller;
import redress.mesh.store.Database;
import redress.mesh.store.Page;
import redress.mesh.store.Timeline;
import redress.timeline.v1.TimelineEntry;

/// Reads grievances. What the caller may not see does not exist for them; what is sensitive is not
/// in a list, and not shown, until they have identified surely enough.
@ApplicationScoped
public class ReadGrievances {
    private final Database database;
    private final Grievances grievances;
    private final ActionLog log;

    ReadGrievances(Database database, Grievances grievances, ActionLog log) {
        this.database = database;
        this.grievances = grievances;
        this.log = log;
    }

    /// One grievance.
    public Grievance get(Caller caller, String id) {
        var known = Database.id("id", id);
        return grievances
                .find(database, caller, known)
                .orElseThrow(
                        () ->
                                database.as(
                                        caller,
                                        transaction -> grievances.missing(transaction, known)));
    }

    /// A page of grievances.
    public Page.Slice<Grievance> list(Caller caller, ListGrievancesRequest request) {
        var page = Page.of(request);
        return database.as(caller, transaction -> grievances.list(transaction, request, page));
    }

    /// A page of what happened to a grievance.
    public Page.Slice<TimelineEntry> timeline(Caller caller, ListGrievanceTimelineRequest request) {
        var page = Page.of(request);
        var id = Database.id("grievance_id", request.getGrievanceId());
        return database.as(
                caller,
                transaction -> {
                    grievances.requireVisible(transaction, id);
                    return Timeline.of(transaction, id, page);
                });
    }

    /// A page of the log of a grievance.
    public Page.Slice<GrievanceAction> actions(Caller caller, ListGrievanceActionsRequest request) {
        var page = Page.of(request);
        var id = Database.id("grievance_id", request.getGrievanceId());
        return database.as(
                caller,
                transaction -> {
                    grievances.requireVisible(transaction, id);
                    return log.list(transaction, id, page);
                });
    }
}
