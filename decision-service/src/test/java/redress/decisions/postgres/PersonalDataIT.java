package redress.decisions.postgres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.f4b6a3.uuid.UuidCreator;
import com.google.protobuf.FieldMask;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.decisions.serving.Recommendations.Scoped;
import redress.decisions.v1.ItemScope;
import redress.decisions.v1.Recommendation;
import redress.decisions.v1.RecommendationReason;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.mesh.access.Scope;
import redress.mesh.rights.ItemMarks;
import redress.mesh.rights.ServePersonalData;
import redress.mesh.store.Database;
import redress.mesh.store.Timeline;
import redress.personaldata.v1.Correction;
import redress.timeline.v1.TimelineEntry;

class PersonalDataIT {
    private static final String SERVICE = "decision-service";
    private static final String REQUEST = "DSR-2026-000001";
    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final Database database = POSTGRES.database();
    private final PostgresRecommendations kept = new PostgresRecommendations();
    private final ServePersonalData held =
            new ServePersonalData(database, new PostgresDecisionPersonalData(), SERVICE);
    private final UUID item = UuidCreator.getTimeOrderedEpoch();

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void erasesAllRecommendationsAboutAnItemAndNoOther() {
        var first = give(item);
        var second = give(item);
        var other = give(UuidCreator.getTimeOrderedEpoch());
        assertThat(held.export(item)).containsExactly(first, second);

        var _ = held.erase(Set.of(item), REQUEST);

        assertThat(read(other)).isEqualTo(other);
        assertThat(held.export(item))
                .hasSize(2)
                .allSatisfy(
                        record -> {
                            var erased = (Recommendation) record;
                            assertThat(erased.hasErasedAt()).isTrue();
                            assertThat(erased.getReasonsList()).isEmpty();
                            assertThat(erased.getInputDigest()).isEmpty();
                            assertThat(erased.getScore()).describedAs("statistics").isEqualTo(7);
                        });
    }

    @Test
    void nothingMoreIsRecommendedAboutAnErasedItem() {
        var _ = held.erase(Set.of(item), REQUEST);

        assertThat(reason()).isEqualTo(Reason.REASON_ERASED);
    }

    @Test
    void nothingIsRecommendedAboutARestrictedItemUntilItIsLifted() {
        var _ = held.restrict(Set.of(item), REQUEST);
        assertThat(reason()).isEqualTo(Reason.REASON_RESTRICTED);

        var _ = held.lift(Set.of(item), REQUEST);
        database.asService(
                SERVICE,
                transaction -> {
                    ItemMarks.requireUsable(transaction, Set.of(item));
                    return item;
                });
    }

    @DisplayName("zero-trust 14: what is recommended about a restricted item is hidden with it")
    @Test
    void aRecommendationAboutARestrictedItemIsForDataProtectionOfficersOnly() {
        var given = give(item);
        var steward = ScopeIT.person("steward", Scope.EVERYTHING, Role.ROLE_MODEL_STEWARD);
        var dpo = ScopeIT.person("dpo", Scope.EVERYTHING, Role.ROLE_DATA_PROTECTION_OFFICER);
        assertThat(seen(steward, given)).isPresent();

        var _ = held.restrict(Set.of(item), REQUEST);
        assertThat(seen(steward, given)).isEmpty();
        assertThat(seen(dpo, given)).isPresent();
        List<TimelineEntry> events = database.as(steward, t -> Timeline.all(t, item));
        assertThat(events).isEmpty();

        var _ = held.lift(Set.of(item), REQUEST);
        assertThat(seen(steward, given)).isPresent();
    }

    private Optional<Recommendation> seen(Caller caller, Recommendation known) {
        return database.as(
                caller, transaction -> kept.find(transaction, UUID.fromString(known.getId())));
    }

    @Test
    void notesThatWhatARecommendationWasMadeFromWasRectified() {
        var given = give(item);
        var fields = FieldMask.newBuilder().addPaths("facts");
        var correction =
                Correction.newBuilder().setItemId(item.toString()).setFields(fields).build();

        var _ = held.rectify(List.of(correction), "dpo", REQUEST);
        var _ = held.rectify(List.of(correction), "dpo", REQUEST);

        assertThat(read(given)).isEqualTo(given);
        var history = database.asService(SERVICE, transaction -> Timeline.all(transaction, item));
        assertThat(history)
                .extracting(TimelineEntry::getSummary)
                .containsExactly("facts rectified on request " + REQUEST + ", decided by dpo");
    }

    private Reason reason() {
        var reasons = new java.util.ArrayList<Reason>();
        assertThatThrownBy(
                        () ->
                                database.asService(
                                        SERVICE,
                                        transaction -> {
                                            ItemMarks.requireUsable(transaction, Set.of(item));
                                            return item;
                                        }))
                .isInstanceOfSatisfying(Refusal.class, refusal -> reasons.add(refusal.reason()));
        return reasons.getFirst();
    }

    private Recommendation give(UUID subject) {
        var given =
                Recommendation.newBuilder()
                        .setId(UuidCreator.getTimeOrderedEpoch().toString())
                        .setSubjectId(subject.toString())
                        .setScore(7)
                        .setInputDigest("digest")
                        .addReasons(RecommendationReason.newBuilder().setText("because"))
                        .build();
        database.asService(
                SERVICE,
                transaction -> {
                    kept.add(
                            transaction,
                            List.of(new Scoped(given, ItemScope.getDefaultInstance())));
                    return given;
                });
        return given;
    }

    private Recommendation read(Recommendation known) {
        return database.asService(
                        SERVICE,
                        transaction -> kept.find(transaction, UUID.fromString(known.getId())))
                .orElseThrow();
    }
}
