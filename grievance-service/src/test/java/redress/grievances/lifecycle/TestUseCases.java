package redress.grievances.lifecycle;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import redress.decisions.v1.Recommendation;
import redress.grievances.categories.CategoryRules;
import redress.grievances.clock.ClockRules;
import redress.grievances.clock.ConfiguredClock;
import redress.grievances.clock.GrievanceClock;
import redress.grievances.clock.KeepTime;
import redress.grievances.postgres.PostgresActionLog;
import redress.grievances.postgres.PostgresCategories;
import redress.grievances.postgres.PostgresGrievances;
import redress.grievances.postgres.PostgresLimits;
import redress.grievances.recommendation.FallbackRules;
import redress.grievances.recommendation.Recommender;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceDetails;
import redress.mesh.store.Database;

/// The use cases on a database, while decision-service is away.
public record TestUseCases(
        ReadGrievances reading,
        SubmitGrievance submitting,
        ProgressGrievance progress,
        DecideGrievance decisions,
        EndGrievance ends,
        AppealGrievance appeals,
        LinkGrievances links,
        ChangeGrievance changes) {
    public TestUseCases(Database database) {
        this(database, clock(ConfiguredClock.parse(ConfiguredClock.shipped())));
    }

    public TestUseCases(Database database, Clock clock) {
        this(database, clock, (_, _, _) -> {});
    }

    /// @param complainants hears what happens
    public TestUseCases(Database database, Clock clock, TellsComplainants complainants) {
        this(database, new PostgresGrievances(), new PostgresActionLog(), clock, complainants);
    }

    /// The clock of a service with these rules.
    public static Clock clock(ClockRules rules) {
        return new KeepTime(new GrievanceClock(rules), new PostgresLimits());
    }

    private TestUseCases(
            Database database,
            Grievances grievances,
            ActionLog log,
            Clock clock,
            TellsComplainants complainants) {
        this(
                database,
                grievances,
                log,
                new ChangeGrievance(database, grievances, log, clock, complainants),
                new SubmitGrievance(
                        database,
                        grievances,
                        log,
                        clock,
                        new CategoryRules(new PostgresCategories()),
                        new OnlyRules(),
                        complainants));
    }

    private TestUseCases(
            Database database,
            Grievances grievances,
            ActionLog log,
            ChangeGrievance changes,
            SubmitGrievance submitting) {
        this(
                new ReadGrievances(database, grievances, log),
                submitting,
                new ProgressGrievance(changes),
                new DecideGrievance(changes, new ReopeningWindow(Duration.ofDays(30))),
                new EndGrievance(changes, new ReopeningWindow(Duration.ofDays(30))),
                new AppealGrievance(database, grievances, submitting, new OnlyRules()),
                new LinkGrievances(
                        database, grievances, changes, new ReopeningWindow(Duration.ofDays(30))),
                changes);
    }

    private static final class OnlyRules implements Recommender {
        @Override
        public Recommendation recommend(UUID id, GrievanceDetails details) {
            return FallbackRules.recommend(id, details, Instant.EPOCH);
        }

        @Override
        public List<Recommendation> askModel(List<Grievance> waiting) {
            return List.of();
        }
    }
}
