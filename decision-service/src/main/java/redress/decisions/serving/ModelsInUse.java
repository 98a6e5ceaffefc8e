package redress.decisions.serving;

import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;
import redress.decisions.BadInput;
import redress.decisions.models.Kind;
import redress.decisions.models.ModelStore;
import redress.decisions.models.StoredModel;
import redress.decisions.priority.PriorityRecommender;
import redress.decisions.rules.FloorRules;
import redress.decisions.starter.StarterModels;
import redress.decisions.triage.TriageRecommender;

/// The models that answer now. A version that becomes current is taken into use within a second,
/// without a restart. A model that can't be read or was tampered with never answers: the one before
/// goes on, or the rules alone if there is none.
@Startup
@Singleton
public class ModelsInUse {
    private static final Logger LOG = Logger.getLogger(ModelsInUse.class);

    private final ModelStore store;
    private final FloorRules rules = FloorRules.standard();
    private volatile PriorityRecommender priority = PriorityRecommender.withoutModel();
    private volatile TriageRecommender triage = TriageRecommender.withoutModel(rules);
    private volatile Optional<String> priorityTried = Optional.empty();
    private volatile Optional<String> triageTried = Optional.empty();

    ModelsInUse(@ConfigProperty(name = "redress.models") Path folder) {
        store = new ModelStore(folder, Clock.systemUTC());
    }

    /// Prioritises with the current model.
    public PriorityRecommender priority() {
        return priority;
    }

    /// Triages with the current model.
    public TriageRecommender triage() {
        return triage;
    }

    @PostConstruct
    void start() {
        StarterModels.addMissing(store, line -> LOG.infof("%s", line));
        refresh();
    }

    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void refresh() {
        var newestPriority = store.currentVersion(Kind.CASE_PRIORITY);
        if (!newestPriority.equals(priorityTried)) {
            priorityTried = newestPriority;
            load(Kind.CASE_PRIORITY).ifPresent(stored -> priority = PriorityRecommender.of(stored));
        }
        var newestTriage = store.currentVersion(Kind.GRIEVANCE_TRIAGE);
        if (!newestTriage.equals(triageTried)) {
            triageTried = newestTriage;
            load(Kind.GRIEVANCE_TRIAGE)
                    .ifPresent(stored -> triage = TriageRecommender.of(stored, rules));
        }
    }

    private Optional<StoredModel> load(Kind kind) {
        try {
            var stored = store.loadCurrent(kind);
            LOG.infof(
                    "model in use kind=%s version=%s starter=%s",
                    kind.label(), stored.manifest().version(), stored.manifest().starter());
            return Optional.of(stored);
        } catch (BadInput | UncheckedIOException e) {
            LOG.errorf("model refused kind=%s reason=%s", kind.label(), e.getMessage());
            return Optional.empty();
        }
    }
}
