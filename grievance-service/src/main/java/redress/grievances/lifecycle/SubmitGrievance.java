package redress.grievances.lifecycle;

import com.github.f4b6a3.uuid.UuidCreator;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.UUID;
import redress.decisions.v1.Recommendation;
import redress.grievances.categories.CategoryRules;
import redress.grievances.recommendation.Recommender;
import redress.grievances.v1.ActionVerb;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceDetails;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;
import redress.mesh.store.Complaint;
import redress.mesh.store.Database;
import redress.mesh.store.Event;
import redress.mesh.store.RequestKey;
import redress.mesh.store.Timeline;
import redress.mesh.store.Transaction;

/// Takes in a grievance, with a recommendation from the first moment. The answer comes from memory:
/// who hands in a sensitive grievance may not be cleared to read it later.
@ApplicationScoped
public class SubmitGrievance {
    private final Database database;
    private final Grievances grievances;
    private final ActionLog log;
    private final Clock clock;
    private final CategoryRules categories;
    private final Recommender recommender;
    private final TellsComplainants complainants;

    SubmitGrievance(
            Database database,
            Grievances grievances,
            ActionLog log,
            Clock clock,
            CategoryRules categories,
            Recommender recommender,
            TellsComplainants complainants) {
        this.database = database;
        this.grievances = grievances;
        this.log = log;
        this.clock = clock;
        this.categories = categories;
        this.recommender = recommender;
        this.complainants = complainants;
    }

    /// Takes in the grievance, once per request.
    ///
    /// @throws Refusal with OUT_OF_SCOPE if it is of programmes or an area that the caller does not
    ///   serve, or a complaint about the caller; with INVALID_REQUEST if its category is not in use
    public Grievance submit(Caller caller, SubmitGrievanceRequest request) {
        requireWithinScope(caller, request.getDetails());
        var key = RequestKey.of(request);
        return database.answered(caller, key, Grievances.ANSWER)
                .orElseGet(() -> submitNow(caller, key, request.getDetails()));
    }

    // The database refuses it too, in no words that help.
    private static void requireWithinScope(Caller caller, GrievanceDetails details) {
        caller.scope()
                .requireNew(new Scope.Place(details.getProgrammeIdsList(), details.getAreaCode()));
        new Complaint(details.getSubjectsOfComplaintList()).requireNotAbout(caller);
    }

    // The recommendation is asked for before the transaction: no row is locked while a peer thinks.
    private Grievance submitNow(Caller caller, RequestKey key, GrievanceDetails details) {
        UUID id = UuidCreator.getTimeOrderedEpoch();
        Recommendation recommendation = recommender.recommend(id, details);
        return database.once(
                caller,
                key,
                Grievances.ANSWER,
                transaction -> {
                    categories.requireInUse(transaction, details.getCategoryCode());
                    return receive(
                            transaction,
                            Grievance.newBuilder()
                                    .setId(id.toString())
                                    .setDetails(details)
                                    .setRecommendation(recommendation)
                                    .build());
                });
    }

    /// Stores a new grievance that has identifier, details and recommendation.
    Grievance receive(Transaction transaction, Grievance written) {
        var numbered =
                written.toBuilder()
                        .setDetails(categories.held(transaction, written.getDetails()))
                        .setNumber(grievances.nextNumber(transaction))
                        .setEtag("1")
                        .setUpdatedAt(Timeline.timestamp(transaction.now()))
                        .build();
        var received =
                clock.begin(transaction, GrievanceRules.receive(numbered, transaction.now()));
        grievances.add(transaction, received);
        var arrived = Move.of(GrievanceState.of(received), ActionVerb.ACTION_VERB_OPEN);
        log.add(transaction, received, ChangeGrievance.action(transaction, received, arrived));
        transaction.record(
                new Event(
                        UUID.fromString(received.getId()),
                        "grievance.received",
                        "received by " + received.getDetails().getChannel()));
        complainants.happened(transaction, received, "grievance.received");
        return received;
    }
}
