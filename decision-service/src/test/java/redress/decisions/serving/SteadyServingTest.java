package redress.decisions.serving;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.decisions.models.Kind;
import redress.decisions.models.ModelStore;
import redress.decisions.priority.PriorityRecommender;
import redress.decisions.rules.FloorRules;
import redress.decisions.starter.StarterModels;
import redress.decisions.triage.TriageRecommender;

/// XGBoost's own scorer grows with every call (decisions, trap 1); ours must not.
@DisplayName("decisions 3: the same input gives the same answer, 100,000 times, and nothing grows")
class SteadyServingTest {
    private static final int CALLS = 100_000;
    private static final int MEASURED = 10_000;

    @TempDir Path folder;

    private ModelStore store() {
        ModelStore store = new ModelStore(folder, Clock.systemUTC());
        StarterModels.addMissing(store, line -> {});
        return store;
    }

    @Test
    void triageStaysTheSame() {
        TriageRecommender model =
                TriageRecommender.of(
                        store().loadCurrent(Kind.GRIEVANCE_TRIAGE), FloorRules.standard());
        staysTheSame(() -> model.recommend("My payment has not arrived, we have no food", "en"));
    }

    @Test
    void priorityStaysTheSame() {
        PriorityRecommender model = PriorityRecommender.of(store().loadCurrent(Kind.CASE_PRIORITY));
        staysTheSame(
                () ->
                        model.recommend(
                                Map.of(
                                        "rooms",
                                        1.0,
                                        "household_size",
                                        8.0,
                                        "adults_working",
                                        0.0)));
    }

    /// What a call allocates is counted, not timed: a loaded machine changes nothing.
    private static void staysTheSame(Supplier<Object> recommend) {
        Object first = recommend.get();
        repeat(recommend, CALLS - 2 * MEASURED, first);
        long before = allocated();
        repeat(recommend, MEASURED, first);
        long between = allocated();
        repeat(recommend, MEASURED, first);
        long after = allocated();
        assertThat(after - between).isLessThanOrEqualTo((between - before) * 11 / 10);
    }

    private static void repeat(Supplier<Object> recommend, int calls, Object expected) {
        for (int i = 0; i < calls; i++) {
            if (!recommend.get().equals(expected)) {
                throw new AssertionError("call " + i + " gave another answer");
            }
        }
    }

    private static long allocated() {
        return ((ThreadMXBean) ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
