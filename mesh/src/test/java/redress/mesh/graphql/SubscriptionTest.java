package redress.mesh.graphql;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redress.cases.v1.WatchCasesRequest;

@Timeout(60)
class SubscriptionTest {
    private static final int FOREVER = Integer.MAX_VALUE;
    private static final String WATCH =
            "subscription { watchCases { position update { ...what } } } fragment what on CaseUpdate { case_id }";
    private static final long SEED = Long.getLong("redress.seed", System.nanoTime());

    @TempDir Path folder;

    @SuppressWarnings("NullAway.Init")
    private GraphqlFixture door;

    @BeforeEach
    void open() throws IOException {
        door = GraphqlFixture.open(folder);
    }

    @AfterEach
    void close() {
        door.close();
    }

    @Test
    void tellsEachAnswerWithItsPositionAndThatItIsOver() {
        var events = events("", FOREVER);
        assertThat(door.listen("worker", WATCH, events)).isEmpty();
        assertThat(events.types()).containsExactly("next", "next", "next", "complete");
        assertThat(events.ids()).containsExactly("1-0", "2-0", "3-0");
        assertThat(events.told().getFirst().data())
                .isEqualTo(
                        "{\"data\":{\"watchCases\":{\"position\":\"1-0\",\"update\":{\"case_id\":\"case-1\"}}}}");
    }

    @Test
    void whoBreaksOffAtRandomHearsOfEverythingOnceAndInOrder() {
        door.cases.log.hold(200);
        var random = new Random(SEED);
        var heard = new ArrayList<String>();
        String last = "";
        EventsFake events;
        do {
            events = events(last, 1 + random.nextInt(20));
            assertThat(door.listen("worker", WATCH, events)).isEmpty();
            heard.addAll(events.ids());
            last = heard.getLast();
        } while (!events.types().contains("complete"));
        assertThat(heard).as("seed %d", SEED).isEqualTo(door.cases.log.positions());
    }

    @Test
    void whatWasHeardLastCountsInsteadOfWhereTheDocumentBegins() {
        String now = "subscription { watchCases(from_now: true) { position } }";
        assertThat(door.listen("worker", now, events("2-0", FOREVER))).isEmpty();
        assertThat(door.cases.requests())
                .containsExactly(WatchCasesRequest.newBuilder().setPosition("2-0").build());
    }

    @Test
    void refusesWhatIsNoPosition() {
        var refused = door.listen("worker", WATCH, events("drop table", FOREVER)).orElseThrow();
        assertThat(refused.answer().status()).isEqualTo(400);
        assertThat(refused.at("/errors/0/extensions/violations/0/field")).isEqualTo("position");
    }

    @Test
    void whatIsBrokenOffIsNotComplete() {
        door.cases.log.stopAtTheEnd();
        var events = events("", FOREVER);
        assertThat(door.listen("worker", WATCH, events)).isEmpty();
        assertThat(events.types()).containsExactly("next", "next", "next");
    }

    @Test
    void endsTheCallWhenTheListenerLeaves() throws InterruptedException {
        door.cases.log.hold(100_000);
        var events = events("", 2);
        assertThat(door.listen("worker", WATCH, events)).isEmpty();
        door.cases.log.awaitLeaving();
        assertThat(events.types()).containsExactly("next", "next");
    }

    @DisplayName("zero-trust 11: a subscription ends with an error once its token is withdrawn")
    @Test
    void endsWithTheTokenOfItsUser() {
        door.cases.log.hold(100_000);
        var events = new EventsFake(Optional.empty(), FOREVER, _ -> door.withdrawTokens());
        assertThat(door.listen("worker", WATCH, events)).isEmpty();
        assertThat(events.types()).endsWith("next", "complete").hasSizeLessThan(6);
        assertThat(events.told().get(events.told().size() - 2).data())
                .contains("\"reason\":\"TOKEN_INVALID\"");
    }

    @DisplayName("zero-trust 8: a subscription is for those who may watch over gRPC")
    @Test
    void refusesWhoMayNotWatch() {
        var events = events("", FOREVER);
        var refused = door.listen("auditor", WATCH, events).orElseThrow();
        assertThat(refused.answer().status()).isEqualTo(403);
        assertThat(refused.reason()).isEqualTo("ROLE_MISSING");
        var nobody = door.listen("nobody", WATCH, events).orElseThrow();
        assertThat(nobody.answer().status()).isEqualTo(401);
        assertThat(events.told()).isEmpty();
        assertThat(door.cases.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ listCases { next_page_token } }",
                "mutation { deleteCaseSearch(id: \"x\") }",
                "subscription { a: watchCases { position } b: watchCases { position } }",
                "subscription { __typename }",
                "subscription { watchCases @skip(if: true) { position } }",
                "subscription { watchNothing { position } }",
                "subscription { watchCases { position }"
            })
    void tellsNothingToWhoAsksForNoSubscription(String query) {
        var events = events("", FOREVER);
        var refused = door.listen("worker", query, events).orElseThrow();
        assertThat(refused.answer().status()).isEqualTo(400);
        assertThat(refused.reason()).isEqualTo("INVALID_REQUEST");
        assertThat(events.told()).isEmpty();
        assertThat(door.cases.requests()).isEmpty();
    }

    @Test
    void answersNoSubscriptionWithJson() {
        var refused = door.ask(WATCH);
        assertThat(refused.answer().status()).isEqualTo(400);
        assertThat(refused.at("/errors/0/message")).contains("text/event-stream");
        assertThat(door.cases.requests()).isEmpty();
    }

    @DisplayName("zero-trust 18: each event is limited by itself, not all of them together")
    @Test
    void countsEachEventAlone() {
        door.cases.log.hold(5_000);
        var events = events("", FOREVER);
        assertThat(door.listen("worker", WATCH, events)).isEmpty();
        assertThat(events.ids()).hasSize(5_000);
    }

    @Test
    void endsAtAnEventThatIsTooLong() throws IOException {
        var limits = new GraphqlLimits(16, 2000, 130, false);
        var none = new PersistedQueries(Map.of(), false);
        try (var small = new GraphqlFixture(folder, limits, none)) {
            var events = events("", FOREVER);
            var refused = small.listen("worker", WATCH, events).orElseThrow();
            assertThat(refused.answer().status()).isEqualTo(400);
            assertThat(refused.reason()).isEqualTo("INVALID_REQUEST");
            assertThat(events.told()).isEmpty();
        }
    }

    @Test
    void tellsOnlyWhatIsPersistedIfItIsToldSo() throws IOException {
        var persisted = new PersistedQueries(Map.of(PersistedQueries.hash(WATCH), WATCH), true);
        try (var strict = new GraphqlFixture(folder, GraphqlFixture.LIMITS, persisted)) {
            var events = events("", FOREVER);
            var refused = strict.listen("worker", WATCH + " ", events).orElseThrow();
            assertThat(refused.at("/errors/0/message")).contains("persisted");
            assertThat(events.told()).isEmpty();
            assertThat(strict.listen("worker", WATCH, events)).isEmpty();
            assertThat(events.types()).contains("complete");
        }
    }

    @Test
    void offersTheStreamsThatTheContractMarks() {
        assertThat(Subgraphs.names())
                .map(service -> List.copyOf(Subgraphs.of(service).subscriptions().keySet()))
                .containsExactly(List.of("watchCases"), List.of(), List.of("watchGrievances"));
    }

    private static EventsFake events(String last, int patience) {
        return new EventsFake(Optional.of(last).filter(id -> !id.isEmpty()), patience, _ -> {});
    }
}
