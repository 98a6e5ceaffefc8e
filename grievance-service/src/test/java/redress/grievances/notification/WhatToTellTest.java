package redress.grievances.notification;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Timestamp;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import redress.beneficiaries.v1.Sensitivity;
import redress.grievances.v1.ComplainantType;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.OnBehalfOf;

class WhatToTellTest {
    private static final Timestamp THEN = Timestamp.newBuilder().setSeconds(1).build();
    private static final Map<String, News> TOLD =
            Map.of(
                    "grievance.received", News.RECEIVED,
                    "grievance.information_requested", News.INFORMATION_NEEDED,
                    "grievance.decision_communicated", News.DECIDED,
                    "grievance.closed", News.CLOSED,
                    "grievance.withdrawn", News.WITHDRAWN,
                    "grievance.rejected", News.NOT_TAKEN_UP);

    @Test
    void tellsWhatConcernsTheComplainant() {
        TOLD.forEach(
                (event, news) ->
                        assertThat(WhatToTell.of(event, standard(_ -> {}), "console"))
                                .describedAs(event)
                                .contains(news));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grievance.acknowledged",
                "grievance.assigned",
                "grievance.decision_proposed",
                "grievance.resolved",
                "grievance.decision_returned",
                "grievance.escalated",
                "grievance.linked",
                "grievance.complainant_told",
                "grievance.something_new"
            })
    void keepsWhatIsForStaff(String event) {
        assertThat(WhatToTell.of(event, standard(_ -> {}), "console")).isEmpty();
    }

    @Test
    void tellsADuplicateFromAnEnd() {
        var duplicate = standard(row -> row.setDuplicateOf("another"));

        assertThat(WhatToTell.of("grievance.closed", duplicate, "console"))
                .contains(News.CLOSED_AS_DUPLICATE);
    }

    @Test
    void tellsNothingOfAnImport() {
        TOLD.keySet()
                .forEach(
                        event ->
                                assertThat(WhatToTell.of(event, standard(_ -> {}), "importer"))
                                        .isEmpty());
    }

    static Stream<Arguments> silenced() {
        return Stream.of(
                silenced(WhyNot.ERASED, row -> row.setErasedAt(THEN)),
                silenced(WhyNot.RESTRICTED, row -> row.setRestrictedAt(THEN)),
                silenced(
                        WhyNot.SENSITIVE,
                        row ->
                                row.getDetailsBuilder()
                                        .setSensitivity(Sensitivity.SENSITIVITY_SENSITIVE)),
                silenced(
                        WhyNot.SENSITIVE,
                        row ->
                                row.getDetailsBuilder()
                                        .setSensitivity(Sensitivity.SENSITIVITY_HIGHLY_SENSITIVE)),
                silenced(WhyNot.SENSITIVE, row -> row.getDetailsBuilder().setSensitivityValue(99)),
                silenced(
                        WhyNot.ANONYMOUS,
                        row ->
                                row.getDetailsBuilder()
                                        .setComplainantType(
                                                ComplainantType.COMPLAINANT_TYPE_ANONYMOUS)),
                silenced(WhyNot.NO_CONSENT, row -> row.getDetailsBuilder().setConsent(false)),
                silenced(
                        WhyNot.ABOUT_A_PERSON,
                        row -> row.getDetailsBuilder().addSubjectsOfComplaint("clerk")),
                silenced(
                        WhyNot.FOR_ANOTHER,
                        row ->
                                row.getDetailsBuilder()
                                        .setOnBehalfOf(OnBehalfOf.ON_BEHALF_OF_INDIVIDUAL)),
                silenced(WhyNot.NO_EMAIL, row -> row.getDetailsBuilder().clearPreferredContact()),
                silenced(WhyNot.NO_EMAIL, row -> contact(row, "phone", "ana@example.org")),
                silenced(WhyNot.BAD_ADDRESS, row -> contact(row, "email", "ana")),
                silenced(
                        WhyNot.BAD_ADDRESS,
                        row -> contact(row, "email", "ana@example.org\r\nBcc: b@example.org")));
    }

    private static Arguments silenced(WhyNot why, Consumer<Grievance.Builder> change) {
        return Arguments.of(why, standard(change));
    }

    @ParameterizedTest
    @MethodSource("silenced")
    void neitherBeginsToTellNorTellsLaterWhatMustStaySecret(WhyNot why, Grievance row) {
        assertThat(WhatToTell.of("grievance.received", row, "console")).isEmpty();
        assertThat(WhatToTell.whyNot(News.RECEIVED, row)).contains(why);
    }

    @Test
    void doesNotTellWhatIsNotSoAnyMore() {
        assertThat(WhatToTell.whyNot(News.RECEIVED, in(GrievanceState.GRIEVANCE_STATE_ASSIGNED)))
                .isEmpty();
        assertThat(WhatToTell.whyNot(News.RECEIVED, in(GrievanceState.GRIEVANCE_STATE_WITHDRAWN)))
                .contains(WhyNot.OVERTAKEN);
        assertThat(
                        WhatToTell.whyNot(
                                News.INFORMATION_NEEDED,
                                in(GrievanceState.GRIEVANCE_STATE_IN_PROGRESS)))
                .contains(WhyNot.OVERTAKEN);
        assertThat(WhatToTell.whyNot(News.DECIDED, in(GrievanceState.GRIEVANCE_STATE_RESOLVED)))
                .contains(WhyNot.OVERTAKEN);
        assertThat(WhatToTell.whyNot(News.CLOSED, in(GrievanceState.GRIEVANCE_STATE_REOPENED)))
                .contains(WhyNot.OVERTAKEN);
    }

    @Test
    void aDecisionIsToldOnceItIsCommunicated() {
        var communicated =
                standard(
                        row -> {
                            row.setState(GrievanceState.GRIEVANCE_STATE_RESOLVED);
                            row.getDecisionBuilder().setCommunicatedAt(THEN);
                        });

        assertThat(WhatToTell.whyNot(News.DECIDED, communicated)).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(News.class)
    void eachNewsHoldsInSomeState(News news) {
        assertThat(
                        Stream.of(GrievanceState.values())
                                .filter(state -> state != GrievanceState.UNRECOGNIZED)
                                .map(
                                        state ->
                                                standard(
                                                        row -> {
                                                            row.setState(state);
                                                            row.getDecisionBuilder()
                                                                    .setCommunicatedAt(THEN);
                                                        }))
                                .anyMatch(row -> WhatToTell.whyNot(news, row).isEmpty()))
                .isTrue();
    }

    private static Grievance in(GrievanceState state) {
        return standard(row -> row.setState(state));
    }

    private static Grievance standard(Consumer<Grievance.Builder> change) {
        var row =
                Grievance.newBuilder()
                        .setNumber("GRV-2026-000001")
                        .setState(GrievanceState.GRIEVANCE_STATE_RECEIVED);
        row.getDetailsBuilder().setConsent(true);
        contact(row, "Email", " ana@example.org ");
        change.accept(row);
        return row.build();
    }

    private static void contact(Grievance.Builder row, String type, String value) {
        row.getDetailsBuilder().getPreferredContactBuilder().setType(type).setValue(value);
    }
}
