package redress.decisions.serving;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import redress.decisions.registry.ShadowAnswer;
import redress.decisions.serving.Recommendations.Scoped;
import redress.decisions.v1.ItemScope;
import redress.decisions.v1.Recommendation;

/// One answer, and what the shadow would say if there is one: it is asked when the answer has been
/// kept.
record Given(Scoped answer, Supplier<Optional<ShadowAnswer>> shadow) {
    private static final Logger LOG = Logger.getLogger(Given.class);

    static <M> Given by(
            Lineup<M> lineup, String item, ItemScope scope, Function<M, Recommendation> recommend) {
        var given = recommend.apply(lineup.modelFor(item));
        return new Given(
                new Scoped(given, scope),
                () ->
                        lineup.shadow()
                                .flatMap(one -> shadow(one, recommend))
                                .map(said -> new ShadowAnswer(said, given)));
    }

    // A shadow is tried out: whatever it throws must not spoil the answer.
    private static <M> Optional<Recommendation> shadow(
            Lineup.Loaded<M> shadow, Function<M, Recommendation> recommend) {
        try {
            return Optional.of(recommend.apply(shadow.model()));
        } catch (RuntimeException | StackOverflowError e) {
            LOG.errorf(
                    "shadow failed version=%s cause=%s",
                    shadow.version(), e.getClass().getSimpleName());
            return Optional.empty();
        }
    }
}
