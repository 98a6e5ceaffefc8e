package redress.decisions.serving;

import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.time.Duration;
import redress.decisions.registry.ShadowAnswers;

/// What shadows said is forgotten after some weeks: a shadow is an experiment, no archive.
@Singleton
public class ForgetShadows {
    private static final Duration KEPT = Duration.ofDays(90);

    private final ShadowAnswers shadows;

    ForgetShadows(ShadowAnswers shadows) {
        this.shadows = shadows;
    }

    @Scheduled(every = "1h", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        shadows.forget(KEPT);
    }
}
