package redress.grievances.scope;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redress.grievances.postgres.TestDatabase;

/// People see what they may see and nothing else, whatever they ask for.
@DisplayName("zero-trust 14: nobody sees, counts, lists or guesses a grievance out of their reach")
class ScopeIT {
    private static final int RUNS = 10_000;
    private static final int ENOUGH_TO_NOTICE = 3_000;
    private static final long SEED = Long.getLong("redress.seed", new Random().nextLong());

    private static final TestDatabase POSTGRES = TestDatabase.start();
    private static final Policies POLICIES = Policies.of(POSTGRES.superuser());

    private final Comparisons comparisons = begin();

    @AfterEach
    void restorePolicies() {
        POLICIES.restore();
    }

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    private static Comparisons begin() {
        POSTGRES.empty();
        return new Comparisons(SEED, new Doors(POSTGRES));
    }

    @Test
    void showsWhatAPlainModelShows() {
        for (int run = 0; run < RUNS; run++) {
            assertThat(comparisons.next()).describedAs("run %d, seed %d", run, SEED).isEmpty();
        }
    }

    /// The comparisons are worth something: each part of the policies, taken away, is missed.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE OR REPLACE FUNCTION caller_programmes() RETURNS text[] RETURN ARRAY['*']",
                "CREATE OR REPLACE FUNCTION caller_areas() RETURNS text[] RETURN ARRAY['*']",
                "CREATE OR REPLACE FUNCTION caller_hash() RETURNS text RETURN 'nobody'",
                "CREATE OR REPLACE FUNCTION caller_has(VARIADIC roles text[]) RETURNS boolean RETURN true",
                "CREATE OR REPLACE FUNCTION item_visible(item uuid) RETURNS boolean RETURN true",
                "ALTER POLICY grievances_placed ON grievances WITH CHECK (true)",
                "ALTER POLICY grievances_seen ON grievances USING (true) WITH CHECK (true)",
                "ALTER POLICY requests_of_caller ON requests USING (true)",
                "ALTER TABLE events DISABLE ROW LEVEL SECURITY"
            })
    void noticesAWeakerPolicy(String weaker) {
        POLICIES.weaken(weaker);

        assertThat(Stream.generate(this::nextOrFailure).limit(ENOUGH_TO_NOTICE))
                .describedAs("seed %d", SEED)
                .anyMatch(Optional::isPresent);
    }

    // What the database itself refuses is noticed too.
    private Optional<String> nextOrFailure() {
        try {
            return comparisons.next();
        } catch (JdbiException refused) {
            return Optional.of(refused.toString());
        }
    }
}
