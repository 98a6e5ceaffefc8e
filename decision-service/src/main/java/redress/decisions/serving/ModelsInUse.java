package redress.decisions.serving;

import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import jakarta.annotation.PostConstruct;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;
import redress.decisions.BadInput;
import redress.decisions.models.Kind;
import redress.decisions.models.ModelStore;
import redress.decisions.priority.PriorityRecommender;
import redress.decisions.registry.BeginLines;
import redress.decisions.registry.Kinds;
import redress.decisions.registry.VersionFiles;
import redress.decisions.rules.FloorRules;
import redress.decisions.starter.StarterModels;
import redress.decisions.triage.TriageRecommender;
import redress.decisions.v1.ModelLine;
import redress.mesh.access.Refusal;

/// The models that answer now, as the registry says it: a change is followed within a second,
/// without a restart. While the registry is away, what answered last goes on.
@Startup
@Singleton
public class ModelsInUse {
    private static final Logger LOG = Logger.getLogger(ModelsInUse.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final BeginLines registry;
    private final ModelStore store;
    private final InstantSource clock;
    private final Map<Kind, Instant> beginNotBefore = new EnumMap<>(Kind.class);
    private final Slot<PriorityRecommender> priority;
    private final Slot<TriageRecommender> triage;

    @Inject
    ModelsInUse(BeginLines registry, VersionFiles files, ServingFigures figures) {
        this(registry, files.store(), figures, InstantSource.system());
    }

    /// @param clock tells when a version that could not be read is tried again
    public ModelsInUse(
            BeginLines registry, ModelStore store, ServingFigures figures, InstantSource clock) {
        var rules = FloorRules.standard();
        this.registry = registry;
        this.store = store;
        this.clock = clock;
        this.priority =
                new Slot<>(
                        Kind.CASE_PRIORITY,
                        store,
                        PriorityRecommender.withoutModel(),
                        stored -> PriorityRecommender.of(figures.watched(stored)),
                        clock);
        this.triage =
                new Slot<>(
                        Kind.GRIEVANCE_TRIAGE,
                        store,
                        TriageRecommender.withoutModel(rules),
                        stored -> TriageRecommender.of(figures.watched(stored), rules),
                        clock);
    }

    /// What prioritises.
    public Lineup<PriorityRecommender> priority() {
        return priority.lineup();
    }

    /// What triages.
    public Lineup<TriageRecommender> triage() {
        return triage.lineup();
    }

    /// The version that answers here for a kind; empty: rules alone.
    public String answering(Kind kind) {
        return slot(kind).lineup().serving().version();
    }

    @PostConstruct
    void start() {
        follow();
        StarterModels.addMissing(store, line -> LOG.infof("%s", line));
    }

    /// Follows the registry now.
    @Scheduled(every = "1s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    public synchronized void follow() {
        try {
            List<ModelLine> known = registry.read();
            var missing =
                    Arrays.stream(Kind.values())
                            .filter(kind -> known.stream().noneMatch(line -> isOf(line, kind)))
                            .toList();
            missing.forEach(this::begin);
            var lines = missing.isEmpty() ? known : registry.read();
            lines.forEach(line -> slot(Kinds.of(line.getKind())).follow(line));
        } catch (Refusal away) {
            LOG.debugf("the registry of models is away: %s", away.getMessage());
        }
    }

    // A folder that can't be used must not keep the service from starting: until it can, rules
    // alone
    // answer.
    private void begin(Kind kind) {
        if (clock.instant().isBefore(beginNotBefore.getOrDefault(kind, Instant.MIN))) {
            return;
        }
        try {
            if (hasOtherModels(kind)) {
                LOG.warnf(
                        "rules alone answer kind=%s: its models have to be proposed and approved",
                        kind.label());
                registry.beginWithRulesAlone(kind);
            } else {
                registry.begin(kind, StarterModels.of(store, kind));
            }
        } catch (BadInput | UncheckedIOException e) {
            beginNotBefore.put(kind, clock.instant().plus(PAUSE));
            LOG.errorf("no first model kind=%s reason=%s", kind.label(), e.getMessage());
        }
    }

    private boolean hasOtherModels(Kind kind) {
        return store.currentVersion(kind).filter(current -> !isStarter(kind, current)).isPresent();
    }

    private boolean isStarter(Kind kind, String version) {
        try {
            return store.load(kind, version).manifest().starter();
        } catch (BadInput unreadable) {
            LOG.errorf("version=%s reason=%s", version, unreadable.getMessage());
            return false;
        }
    }

    private static boolean isOf(ModelLine line, Kind kind) {
        return line.getKind() == Kinds.contract(kind);
    }

    private Slot<?> slot(Kind kind) {
        return switch (kind) {
            case CASE_PRIORITY -> priority;
            case GRIEVANCE_TRIAGE -> triage;
        };
    }
}
