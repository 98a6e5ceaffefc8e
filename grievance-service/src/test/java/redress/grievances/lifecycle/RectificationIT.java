package redress.grievances.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.grievances.lifecycle.OnePersonsGrievances.OFFICER;
import static redress.grievances.lifecycle.OnePersonsGrievances.REQUEST;
import static redress.grievances.lifecycle.OnePersonsGrievances.id;

import com.google.protobuf.FieldMask;
import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.grievances.postgres.PostgresGrievances;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceAction;
import redress.grievances.v1.GrievanceDetails;
import redress.grievances.v1.GrievanceState;
import redress.personaldata.v1.Correction;
import redress.timeline.v1.TimelineEntry;

class RectificationIT {
    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final OnePersonsGrievances person = new OnePersonsGrievances(POSTGRES.database());

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void rectifiesARestrictedGrievanceOnceAndTellsSoInItsTimeline() {
        var known = person.submit(GrievanceState.GRIEVANCE_STATE_CLOSED);
        var _ = person.held().restrict(Set.of(id(known)), REQUEST);

        var correction = correction(known, "Right words");
        assertThat(rectify(correction)).isEqualTo(Reason.REASON_UNSPECIFIED);
        assertThat(rectify(correction(known, "Late words")))
                .describedAs("the same request")
                .isEqualTo(Reason.REASON_UNSPECIFIED);

        var after = person.read(known);
        assertThat(after.getDetails().getTitle()).isEqualTo("Right words");
        assertThat(after.getDetails().getLanguage()).isEqualTo("es");
        assertThat(after.getDetails().getAreaCode()).isEqualTo("kept");
        assertThat(after.getState()).isEqualTo(known.getState());
        assertThat(person.held().export(id(known)))
                .filteredOn(TimelineEntry.class::isInstance)
                .last()
                .extracting(entry -> ((TimelineEntry) entry).getSummary())
                .isEqualTo("title, language rectified on request " + REQUEST + ", decided by dpo");
    }

    @Test
    void doesNotRectifyWhatIsErasedUnknownOrWouldBreakTheContract() {
        var erased = person.submit(GrievanceState.GRIEVANCE_STATE_CLOSED);
        var _ = person.held().erase(Set.of(id(erased)), REQUEST);
        var known = person.submit(GrievanceState.GRIEVANCE_STATE_CLOSED);
        var unknown = known.toBuilder().setId(UUID.randomUUID().toString()).build();

        assertThat(rectify(correction(erased, "words"))).isEqualTo(Reason.REASON_ERASED);
        assertThat(rectify(correction(unknown, "words"))).isEqualTo(Reason.REASON_NOT_FOUND);
        assertThat(rectify(correction(known, ""))).isEqualTo(Reason.REASON_INVALID_REQUEST);
        assertThat(person.read(known)).isEqualTo(known);
    }

    @Test
    void anErasureAfterACorrectedIdentifierReachesNobodyElse() {
        var wrong = person.submit(GrievanceState.GRIEVANCE_STATE_ON_HOLD);
        var corrected = person.submit(GrievanceState.GRIEVANCE_STATE_ON_HOLD);
        List.of(wrong, corrected).forEach(person::ask);
        assertThat(rectify(identifier(corrected))).isEqualTo(Reason.REASON_UNSPECIFIED);

        var _ = person.held().erase(Set.of(id(corrected)), REQUEST);

        assertThat(person.read(wrong)).isEqualTo(wrong);
        assertThat(person.log(wrong))
                .extracting(GrievanceAction::getText)
                .containsExactly("Which month?");
        assertThat(person.log(corrected)).extracting(GrievanceAction::getText).containsOnly("");
    }

    @Test
    void theLogOfACorrectedGrievanceOutlivesWhomItNamedBefore() {
        var wrong = person.submit(GrievanceState.GRIEVANCE_STATE_ON_HOLD);
        var corrected = person.submit(GrievanceState.GRIEVANCE_STATE_ON_HOLD);
        person.ask(corrected);
        var _ = rectify(identifier(corrected));

        var _ = person.held().erase(Set.of(id(wrong)), REQUEST);

        assertThat(person.log(corrected))
                .extracting(GrievanceAction::getText)
                .containsExactly("Which month?");
    }

    @Test
    void anErasureKeepsWhatTheKeyOfAnOldLogSealsOfOthers() {
        var wrong = person.submit(GrievanceState.GRIEVANCE_STATE_ON_HOLD);
        var moved = person.submit(GrievanceState.GRIEVANCE_STATE_ON_HOLD);
        List.of(wrong, moved).forEach(person::ask);
        POSTGRES.database()
                .write(
                        OFFICER,
                        transaction ->
                                new PostgresGrievances().replace(transaction, aboutAnother(moved)));

        var _ = person.held().erase(Set.of(id(moved)), REQUEST);

        assertThat(person.read(wrong)).isEqualTo(wrong);
        assertThat(person.log(wrong))
                .extracting(GrievanceAction::getText)
                .containsExactly("Which month?");
    }

    private Reason rectify(Correction correction) {
        return person.held().rectify(List.of(correction), "dpo", REQUEST).getFirst().getRefusal();
    }

    private static Correction correction(Grievance known, String title) {
        return Correction.newBuilder()
                .setItemId(known.getId())
                .setFields(FieldMask.newBuilder().addPaths("title").addPaths("language"))
                .setGrievanceDetails(
                        GrievanceDetails.newBuilder().setTitle(title).setLanguage("es"))
                .build();
    }

    private static Correction identifier(Grievance known) {
        return Correction.newBuilder()
                .setItemId(known.getId())
                .setFields(FieldMask.newBuilder().addPaths("beneficiary.identifier"))
                .setGrievanceDetails(aboutAnother(known).getDetails())
                .build();
    }

    private static Grievance aboutAnother(Grievance known) {
        var row = known.toBuilder();
        row.getDetailsBuilder()
                .getBeneficiaryBuilder()
                .getIdentifierBuilder(0)
                .setIdentifierValue(UUID.randomUUID().toString());
        return row.build();
    }
}
