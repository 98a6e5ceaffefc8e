package redress.decisions.serving;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import redress.access.v1.Reason;
import redress.decisions.models.Kind;
import redress.decisions.registry.ShadowAnswers;
import redress.decisions.serving.Recommendations.Scoped;
import redress.decisions.v1.CaseFacts;
import redress.decisions.v1.GrievanceText;
import redress.decisions.v1.ItemScope;
import redress.decisions.v1.Recommendation;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;
import redress.mesh.rights.ItemMarks;
import redress.mesh.store.Database;
import redress.mesh.store.Transaction;

/// Gives recommendations and keeps each as it was given. Nothing here can change a case, a
/// grievance or anything else.
@ApplicationScoped
public class Recommend {
    private static final Logger LOG = Logger.getLogger(Recommend.class);
    private static final String SERVICE = "decision-service";

    private final Database database;
    private final Recommendations kept;
    private final ShadowAnswers shadows;
    private final ModelsInUse models;
    private final ServingFigures figures;

    public Recommend(
            Database database,
            Recommendations kept,
            ShadowAnswers shadows,
            ModelsInUse models,
            ServingFigures figures) {
        this.database = database;
        this.kept = kept;
        this.shadows = shadows;
        this.models = models;
        this.figures = figures;
    }

    /// Recommends a priority for each case.
    public List<Recommendation> prioritise(Caller caller, List<CaseFacts> cases) {
        requireOwn(caller, cases.stream().map(CaseFacts::getScope).toList());
        var lineup = models.priority();
        var now = now();
        return keep(
                caller,
                cases.stream()
                        .map(
                                one ->
                                        Given.by(
                                                lineup,
                                                one.getSubjectId(),
                                                one.getScope(),
                                                model ->
                                                        figures.count(
                                                                Kind.CASE_PRIORITY,
                                                                () ->
                                                                        PriorityAnswer.of(
                                                                                model, one, now))))
                        .toList());
    }

    /// Recommends how to route each grievance.
    public List<Recommendation> triage(Caller caller, List<GrievanceText> grievances) {
        requireOwn(caller, grievances.stream().map(GrievanceText::getScope).toList());
        var lineup = models.triage();
        var now = now();
        return keep(
                caller,
                grievances.stream()
                        .map(
                                one ->
                                        Given.by(
                                                lineup,
                                                one.getSubjectId(),
                                                one.getScope(),
                                                model ->
                                                        figures.count(
                                                                Kind.GRIEVANCE_TRIAGE,
                                                                () ->
                                                                        TriageAnswer.of(
                                                                                model, one, now))))
                        .toList());
    }

    // Services ask about items of all programmes; a person only about what could be their own.
    private static void requireOwn(Caller caller, List<ItemScope> scopes) {
        if (caller.user().isPresent()) {
            scopes.stream()
                    .filter(one -> !one.equals(ItemScope.getDefaultInstance()))
                    .map(one -> new Scope.Place(one.getProgrammeIdsList(), one.getAreaCode()))
                    .forEach(caller.scope()::requireNew);
        }
    }

    // Nothing is recommended about what a person had restricted or erased.
    //
    // What rules alone said is asked for again until a model answers: only the model's word is
    // kept.
    private List<Recommendation> keep(Caller caller, List<Given> given) {
        var answers = given.stream().map(Given::answer).toList();
        var modelled = answers.stream().filter(one -> one.recommendation().hasModel()).toList();
        var subjects =
                answers.stream()
                        .map(one -> Database.id("subject_id", one.recommendation().getSubjectId()))
                        .toList();
        write(
                caller,
                transaction -> {
                    ItemMarks.requireUsable(transaction, subjects);
                    kept.add(transaction, modelled);
                });
        keepShadows(given);
        return answers.stream().map(Scoped::recommendation).toList();
    }

    // The answers are kept already: what becomes of a shadow can't spoil them.
    private void keepShadows(List<Given> given) {
        var said = given.stream().flatMap(one -> one.shadow().get().stream()).toList();
        if (said.isEmpty()) {
            return;
        }
        try {
            database.writeAsService(SERVICE, transaction -> shadows.add(transaction, said));
        } catch (RuntimeException e) {
            LOG.errorf("shadow not kept cause=%s", e.getClass().getSimpleName());
        }
    }

    private void write(Caller caller, Consumer<Transaction> work) {
        if (caller.user().isPresent()) {
            database.write(caller, work);
        } else {
            database.writeAsService(SERVICE, work);
        }
    }

    // PostgreSQL keeps microseconds.
    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MICROS);
    }

    /// A recommendation as it was given.
    ///
    /// @throws Refusal with NOT_FOUND if there is none, or not for this caller
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
