package redress.cases.lifecycle;

import jakarta.enterprise.context.ApplicationScoped;
import redress.cases.v1.Case;
import redress.cases.v1.ListCaseTimelineRequest;
import redress.cases.v1.ListCaseUpdatesRequest;
import redress.cases.v1.ListCasesRequest;
import redress.mesh.access.Caller;
import redress.mesh.events.EventLog;
import redress.mesh.events.Position;
import redress.mesh.store.Database;
import redress.mesh.store.Page;
import redress.mesh.store.Timeline;
import redress.timeline.v1.TimelineEntry;

/// Reads cases. What the caller may not see does not exist for them; what is sensitive is not in a
/// list, and not shown, until they have identified surely enough.
@ApplicationScoped
public class ReadCases {
    private static final int UPDATES = 100;

    private final Database database;
    private final Cases cases;

    ReadCases(Database database, Cases cases) {
        this.database = database;
        this.cases = cases;
    }

    /// One case.
    public Case get(Caller caller, String id) {
        var known = Database.id("id", id);
        return cases.find(database, caller, known)
                .orElseThrow(
                        () ->
                                database.as(
                                        caller, transaction -> cases.missing(transaction, known)));
    }

    /// A page of cases.
    public Page.Slice<Case> list(Caller caller, ListCasesRequest request) {
        Day.require("review_due_by", request.getReviewDueBy());
        var page = Page.of(request);
        return database.as(caller, transaction -> cases.list(transaction, request, page));
    }

    /// What happened to the cases that the caller sees since a position.
    public EventLog.Slice updates(Caller caller, ListCaseUpdatesRequest request) {
        var after = Position.of(request.getPosition());
        int limit = request.getPageSize() == 0 ? UPDATES : request.getPageSize();
        return database.as(caller, transaction -> EventLog.since(transaction, after, limit));
    }

    /// A page of what happened to a case.
    public Page.Slice<TimelineEntry> timeline(Caller caller, ListCaseTimelineRequest request) {
        var page = Page.of(request);
        var id = Database.id("case_id", request.getCaseId());
        return database.as(
                caller,
                transaction -> {
                    cases.requireVisible(transaction, id);
                    return Timeline.of(transaction, id, page);
                });
    }
}
