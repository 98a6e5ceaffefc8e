package redress.decisions.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jdbi.v3.core.JdbiException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redress.access.v1.Assurance;
import redress.access.v1.Purpose;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Sensitivity;
import redress.decisions.serving.Recommendations.Scoped;
import redress.decisions.v1.ItemScope;
import redress.decisions.v1.Recommendation;
import redress.mesh.access.Caller;
import redress.mesh.access.Scope;
import redress.mesh.access.SignIn;
import redress.mesh.access.User;
import redress.mesh.identity.PeerIdentity;
import redress.mesh.identity.SpiffeId;
import redress.mesh.identity.TrustDomain;
import redress.mesh.store.Database;
import redress.mesh.store.OwnRights;

/// Recommendations are seen like the items they are about.
@DisplayName("zero-trust 14: nobody sees or counts a recommendation out of their reach")
class ScopeIT {
    private static final int RUNS = 10_000;
    private static final int ENOUGH_TO_NOTICE = 2_000;
    private static final int ITEMS = 300;
    private static final long SEED = Long.getLong("redress.seed", new Random().nextLong());
    private static final List<String> PROGRAMMES = List.of("cash", "food", "health", "cash,food");
    private static final List<String> AREAS = List.of("", "CO", "CO-05", "CO-05-001", "CO-051");
    private static final List<String> NAMES =
            IntStream.range(0, 20).mapToObj(i -> "person-" + i).toList();

    private static final TestDatabase POSTGRES = TestDatabase.start();
    private static final Database DATABASE = POSTGRES.database();

    private static final String POLICY =
            POSTGRES.owner()
                    .<String, RuntimeException>withHandle(
                            handle ->
                                    handle.createQuery(
                                                    "SELECT qual FROM pg_policies WHERE policyname"
                                                            + " = 'recommendations_read'")
                                            .mapTo(String.class)
                                            .one());

    private final Random random = new Random(SEED);
    private final PostgresRecommendations kept = new PostgresRecommendations();
    private final List<Scoped> given = new ArrayList<>();

    ScopeIT() {
        // Of each test its own: earlier ones stay, and count.
        IntStream.range(0, ITEMS).forEach(_ -> given.add(some()));
        DATABASE.writeAsService(TestDatabase.SERVICE, t -> kept.add(t, given));
    }

    @AfterEach
    void restore() {
        POSTGRES.owner()
                .useHandle(
                        handle -> {
                            handle.execute(
                                    "ALTER POLICY recommendations_read ON recommendations USING ("
                                            + POLICY
                                            + ")");
                            handle.execute("ALTER TABLE recommendations ENABLE ROW LEVEL SECURITY");
                        });
    }

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void showsWhatAPlainModelShows() {
        for (int run = 0; run < RUNS; run++) {
            assertThat(difference()).describedAs("run %d, seed %d", run, SEED).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER POLICY recommendations_read ON recommendations USING (true)",
                "ALTER POLICY recommendations_read ON recommendations"
                        + " USING (area_scope && caller_areas())",
                "ALTER POLICY recommendations_read ON recommendations"
                        + " USING (programme_scope && caller_programmes())",
                "ALTER TABLE recommendations DISABLE ROW LEVEL SECURITY"
            })
    void noticesAWeakerPolicy(String weaker) {
        POSTGRES.owner().useHandle(handle -> handle.execute(weaker));

        assertThat(Stream.generate(this::difference).limit(ENOUGH_TO_NOTICE))
                .describedAs("seed %d", SEED)
                .anyMatch(Optional::isPresent);
    }

    @Test
    void keepsNothingThatIsSaidToBelongWhereTheAskerServesNothing() {
        var cash = new Scope(Set.of("cash"), Set.of("CO"));
        var food = scoped(List.of("food"), "CO", 1, Set.of());
        var peru = scoped(List.of("cash"), "PE", 1, Set.of());

        for (var foreign : List.of(food, peru)) {
            assertThatThrownBy(
                            () ->
                                    DATABASE.write(
                                            person("ana", cash),
                                            t -> kept.add(t, List.of(foreign))))
                    .isInstanceOf(JdbiException.class);
        }
    }

    @Test
    void theServiceOwnsNothing() {
        assertThatCode(() -> POSTGRES.jdbi().useHandle(OwnRights::require))
                .doesNotThrowAnyException();
    }

    private Optional<String> difference() {
        var name = NAMES.get(random.nextInt(NAMES.size()));
        var scope = new Scope(served(PROGRAMMES), served(AREAS));
        var one = given.get(random.nextInt(given.size()));
        var id = UUID.fromString(one.recommendation().getId());
        boolean expected = sees(name, scope, one.scope());

        boolean found = DATABASE.as(person(name, scope), t -> kept.find(t, id).isPresent());

        return found == expected
                ? Optional.empty()
                : Optional.of("%s %s of %s: %s".formatted(name, scope, one.scope(), found));
    }

    private static boolean sees(String name, Scope scope, ItemScope item) {
        boolean programme =
                scope.programmes().contains("*")
                        || item.getProgrammeIdsList().stream()
                                .anyMatch(scope.programmes()::contains);
        boolean area =
                scope.areas().contains("*")
                        || scope.areas().stream()
                                .anyMatch(one -> (item.getAreaCode() + "-").startsWith(one + "-"));
        return programme
                && area
                && item.getSensitivityValue() <= 1
                && !item.getSubjectsOfComplaintList().contains(name);
    }

    private Set<String> served(List<String> many) {
        if (random.nextInt(3) == 0) {
            return Set.of("*");
        }
        var served = new HashSet<>(several(many));
        served.remove("");
        return served;
    }

    private List<String> several(List<String> many) {
        return IntStream.range(0, random.nextInt(3))
                .mapToObj(_ -> many.get(random.nextInt(many.size())))
                .distinct()
                .toList();
    }

    private Scoped some() {
        return scoped(
                several(PROGRAMMES),
                AREAS.get(random.nextInt(AREAS.size())),
                random.nextInt(4),
                Set.copyOf(several(NAMES)));
    }

    private static Scoped scoped(
            List<String> programmes, String area, int sensitivity, Set<String> subjects) {
        var recommendation =
                Recommendation.newBuilder()
                        .setId(UuidCreator.getTimeOrderedEpoch().toString())
                        .setSubjectId(UuidCreator.getTimeOrderedEpoch().toString());
        var scope =
                ItemScope.newBuilder()
                        .addAllProgrammeIds(programmes)
                        .setAreaCode(area)
                        .setSensitivity(Sensitivity.forNumber(sensitivity))
                        .addAllSubjectsOfComplaint(subjects);
        return new Scoped(recommendation.build(), scope.build());
    }

    private static Caller person(String name, Scope scope) {
        return person(name, scope, Role.ROLE_MODEL_STEWARD);
    }

    static Caller person(String name, Scope scope, Role role) {
        var id = new SpiffeId(new TrustDomain("redress.test"), "/console");
        var user =
                new User(
                        name,
                        Set.of(role),
                        new SignIn(Assurance.ASSURANCE_PASSKEY, Instant.now()),
                        scope,
                        "token");
        return new Caller(
                new PeerIdentity(id, "1", Instant.MAX),
                Optional.of(user),
                Purpose.PURPOSE_DECISION_SUPPORT);
    }
}
