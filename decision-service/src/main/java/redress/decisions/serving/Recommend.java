package redress.decisions.serving;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import redress.access.v1.Reason;
import redress.decisions.v1.CaseFacts;
import redress.decisions.v1.GrievanceText;
import redress.decisions.v1.Recommendation;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.store.Database;

/// Gives recommendations and keeps each as it was given. Nothing here can change a case, a
/// grievance or anything else.
@ApplicationScoped
public class Recommend {
    private final Database database;
    private final Recommendations kept;
    private final ModelsInUse models;

    Recommend(Database database, Recommendations kept, ModelsInUse models) {
        this.database = database;
        this.kept = kept;
        this.models = models;
    }

    /// Recommends a priority for each case.
    public List<Recommendation> prioritise(Caller caller, List<CaseFacts> cases) {
        var model = models.priority();
        var now = now();
        return keep(caller, cases.stream().map(one -> PriorityAnswer.of(model, one, now)).toList());
    }

    /// Recommends how to route each grievance.
    public List<Recommendation> triage(Caller caller, List<GrievanceText> grievances) {
        var model = models.triage();
        var now = now();
        return keep(
                caller, grievances.stream().map(one -> TriageAnswer.of(model, one, now)).toList());
    }

    // What rules alone said is asked for again until a model answers: only the model's word is
    // kept.
    private List<Recommendation> keep(Caller caller, List<Recommendation> given) {
        var modelled = given.stream().filter(Recommendation::hasModel).toList();
        if (!modelled.isEmpty()) {
            database.write(caller, transaction -> kept.add(transaction, modelled));
        }
        return given;
    }

    // PostgreSQL keeps microseconds.
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /// A recommendation as it was given.
    public Recommendation get(Caller caller, String id) {
        return database.as(
                caller,
                transaction ->
                        kept.find(transaction, UUID.fromString(id))
                                .orElseThrow(
                                        () ->
                                                new Refusal(
                                                        Reason.REASON_NOT_FOUND,
                                                        "no such recommendation")));
    }
}
