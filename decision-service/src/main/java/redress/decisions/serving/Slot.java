package redress.decisions.serving;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;
import redress.decisions.models.Kind;
import redress.decisions.models.ModelStore;
import redress.decisions.models.StoredModel;
import redress.decisions.serving.Lineup.Canary;
import redress.decisions.serving.Lineup.Loaded;
import redress.decisions.v1.ModelLine;
import redress.decisions.v1.ModelReference;

/// Holds the lineup of one kind and makes it follow its line, in one step: no call meets half of a
/// change.
///
/// A version that can't be read, or has another digest than the line says, never answers: the one
/// before goes on if nobody took it out, or else the rules alone. It is tried again later.
final class Slot<M> {
    private static final Logger LOG = Logger.getLogger(Slot.class);
    private static final Duration PAUSE = Duration.ofSeconds(30);

    private final Kind kind;
    private final ModelStore store;
    private final Function<StoredModel, M> recommender;
    private final InstantSource clock;
    private final Map<String, Instant> notBefore = new HashMap<>();
    private final Loaded<M> rulesAlone;
    private volatile Lineup<M> lineup;

    /// @param rulesAlone what recommends without a model
    /// @param recommender what recommends with one
    Slot(
            Kind kind,
            ModelStore store,
            M rulesAlone,
            Function<StoredModel, M> recommender,
            InstantSource clock) {
        this.kind = kind;
        this.store = store;
        this.recommender = recommender;
        this.clock = clock;
        this.lineup = Lineup.of(rulesAlone);
        this.rulesAlone = lineup.serving();
    }

    Lineup<M> lineup() {
        return lineup;
    }

    synchronized void follow(ModelLine line) {
        var before = lineup;
        var canary =
                line.hasCanary()
                        ? loaded(line.getCanary().getModel(), before)
                                .map(one -> new Canary<>(one, line.getCanary().getPercent()))
                        : Optional.<Canary<M>>empty();
        var shadow =
                line.hasShadow() ? loaded(line.getShadow(), before) : Optional.<Loaded<M>>empty();
        lineup = new Lineup<>(serving(line, before), canary, shadow);
    }

    // What a rollback took out must not go on here only because the one before can't be read.
    private Loaded<M> serving(ModelLine line, Lineup<M> before) {
        if (!line.hasInUse()) {
            return rulesAlone;
        }
        var goesOn =
                Stream.concat(Stream.of(line.getInUse()), line.getEarlierList().stream())
                                .anyMatch(
                                        use ->
                                                use.getModel()
                                                        .getDigest()
                                                        .equals(before.serving().digest()))
                        ? before.serving()
                        : rulesAlone;
        return loaded(line.getInUse().getModel(), before).orElse(goesOn);
    }

    private Optional<Loaded<M>> loaded(ModelReference wanted, Lineup<M> before) {
        return Stream.of(
                        Optional.of(before.serving()),
                        before.canary().map(Canary::loaded),
                        before.shadow())
                .flatMap(Optional::stream)
                .filter(one -> one.digest().equals(wanted.getDigest()))
                .findFirst()
                .or(() -> load(wanted));
    }

    private Optional<Loaded<M>> load(ModelReference wanted) {
        Instant now = clock.instant();
        if (now.isBefore(notBefore.getOrDefault(wanted.getDigest(), Instant.MIN))) {
            return Optional.empty();
        }
        try {
            var model = recommender.apply(read(wanted));
            notBefore.remove(wanted.getDigest());
            LOG.infof(
                    "model loaded kind=%s version=%s starter=%s",
                    kind.label(), wanted.getVersion(), wanted.getStarter());
            return Optional.of(new Loaded<>(wanted.getVersion(), wanted.getDigest(), model));
        } catch (RuntimeException e) {
            notBefore.put(wanted.getDigest(), now.plus(PAUSE));
            LOG.errorf(
                    "model refused kind=%s version=%s reason=%s",
                    kind.label(), wanted.getVersion(), e.getMessage());
            return Optional.empty();
        }
    }

    private StoredModel read(ModelReference wanted) {
        StoredModel stored = store.load(kind, wanted.getVersion());
        if (!stored.manifest().digest().equals(wanted.getDigest())) {
            throw new BadInput(
                    Reason.TAMPERED_MODEL,
                    kind.label() + " " + wanted.getVersion() + ": not the digest of the registry");
        }
        return stored;
    }
}
