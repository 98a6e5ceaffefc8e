package redress.mesh.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.mesh.access.Scope.Place;

@DisplayName("zero-trust 14: programmes and areas")
class ScopeTest {
    private static final Scope CASH = new Scope(Set.of("cash", "food"), Set.of("CO-05"));

    @Test
    void aTokenThatNamesNothingGivesNothing() {
        assertThat(Scope.of(null, null)).isEqualTo(Scope.NOTHING);
        assertThat(Scope.of("", List.of("", " "))).isEqualTo(Scope.NOTHING);
        assertThat(Scope.of(Map.of("cash", "*"), 5)).isEqualTo(Scope.NOTHING);
        refused(() -> Scope.NOTHING.requireNew(new Place(List.of("cash"), "CO-05")));
        refused(() -> Scope.NOTHING.requireNew(new Place(List.of(), "")));
    }

    @Test
    void readsTextsAndListsAsTokensHoldThem() {
        var list = Json.createArrayBuilder().add("cash").add("food").build();

        assertThat(Scope.of(list, "CO-05")).isEqualTo(CASH);
        assertThat(Scope.of(List.of("food", " cash "), List.of("CO-05"))).isEqualTo(CASH);
    }

    @Test
    void anAreaIsServedWithAllBelowItAndNothingBesideIt() {
        for (String area : List.of("CO-05", "CO-05-001", "CO-05-001-9")) {
            allowed(() -> CASH.requireNew(new Place(List.of("cash"), area)));
        }
        for (String area : List.of("CO", "CO-0", "CO-051", "CO-06", "co-05", "")) {
            refused(() -> CASH.requireNew(new Place(List.of("cash"), area)));
        }
    }

    @Test
    void aNewItemBelongsToProgrammesThatAreAllServed() {
        allowed(() -> CASH.requireNew(new Place(List.of("cash", "food"), "CO-05")));
        refused(() -> CASH.requireNew(new Place(List.of("cash", "health"), "CO-05")));
        refused(() -> CASH.requireNew(new Place(List.of(), "CO-05")));
        refused(() -> CASH.requireNew(new Place(List.of("*"), "CO-05")));
    }

    @Test
    void whatBelongsNowhereIsForThoseWhoServeEverything() {
        var nowhere = new Place(List.of(), "");

        allowed(() -> Scope.EVERYTHING.requireNew(nowhere));
        refused(() -> new Scope(Set.of("*"), Set.of("CO")).requireNew(nowhere));
        refused(() -> new Scope(Set.of("cash"), Set.of("*")).requireNew(nowhere));
    }

    @Test
    void aMoveBringsOrTakesNothingThatIsNotServed() {
        var shared = new Place(List.of("cash", "health"), "CO-05");

        allowed(() -> CASH.requireMove(shared, shared));
        allowed(() -> CASH.requireMove(shared, new Place(List.of("health", "food"), "CO-05-1")));
        refused(() -> CASH.requireMove(shared, new Place(List.of("cash"), "CO-05")));
        refused(() -> CASH.requireMove(shared, new Place(List.of("health"), "CO-05")));
        refused(() -> CASH.requireMove(shared, new Place(List.of("cash", "health", "x"), "CO-05")));
        refused(() -> CASH.requireMove(shared, new Place(shared.programmes(), "CO-06")));
        refused(() -> CASH.requireMove(shared, new Place(shared.programmes(), "CO")));
    }

    private static void allowed(ThrowingCallable call) {
        assertThatCode(call).doesNotThrowAnyException();
    }

    private static void refused(ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        Refusal.class,
                        refusal ->
                                assertThat(refusal.reason()).isEqualTo(Reason.REASON_OUT_OF_SCOPE));
    }
}
