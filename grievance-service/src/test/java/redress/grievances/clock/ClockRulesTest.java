package redress.grievances.clock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redress.grievances.v1.GrievanceDetails;
import redress.grievances.v1.Severity;

class ClockRulesTest {
    private static final String WEEK = "\"working_days\": [1, 2, 3, 4, 5]";
    private static final String RULES =
            """
            {
              "calendars": [
                {"time_zone": "UTC", %1$s},
                {"area_code": "CO", "time_zone": "America/Bogota", %1$s, "holidays": ["--07-20"]},
                {"area_code": "CO-05", "time_zone": "America/Bogota", %1$s,
                 "holidays": ["--07-20", "2026-07-21"]}
              ],
              "limits": [
                {"acknowledge_hours": 24, "resolve_days": 14},
                {"severity": "SEVERITY_CRITICAL", "acknowledge_hours": 4, "resolve_days": 2},
                {"category_code": "payment", "acknowledge_hours": 12, "resolve_days": 10},
                {"category_code": "payment", "severity": 3, "acknowledge_hours": 6,
                 "resolve_days": 5},
                {"category_code": "payment/late", "acknowledge_hours": 8, "resolve_days": 7}
              ],
              "at_risk_percent": 50
            }
            """
                    .formatted(WEEK);

    @ParameterizedTest
    @CsvSource({
        "'', SEVERITY_UNSPECIFIED, 24, 14",
        "'', SEVERITY_CRITICAL, 4, 2",
        "payment, SEVERITY_LOW, 12, 10",
        "payment, SEVERITY_HIGH, 6, 5",
        "payment/short, SEVERITY_HIGH, 6, 5",
        "payment/late, SEVERITY_HIGH, 8, 7",
        "payments, SEVERITY_LOW, 24, 14"
    })
    void theNearestCategoryCountsThenTheSeverity(
            String category, Severity severity, int hours, int days) {
        var details = GrievanceDetails.newBuilder().setCategoryCode(category).setSeverity(severity);
        assertThat(ConfiguredClock.parse(RULES).lengths(details.build()))
                .isEqualTo(new Limit.Lengths(Duration.ofHours(hours), Duration.ofDays(days)));
    }

    @ParameterizedTest
    @CsvSource({
        "'', 2026-07-21T05:00:00Z",
        "COL, 2026-07-21T05:00:00Z",
        "CO, 2026-07-22T05:00:00Z",
        "CO-11, 2026-07-22T05:00:00Z",
        "CO-05-001, 2026-07-23T05:00:00Z"
    })
    void theNearestAreaCounts(String area, Instant end) {
        var time = ConfiguredClock.parse(RULES).time(area);
        // A Monday; in Bogotá it begins at five.
        assertThat(time.after(Instant.parse("2026-07-20T05:00:00Z"), Duration.ofHours(24)))
                .isEqualTo(end);
    }

    @Test
    void shipsWithADayToAcknowledgeAndFourteenToResolve() {
        var rules = ConfiguredClock.parse(ConfiguredClock.shipped());
        assertThat(rules.lengths(GrievanceDetails.getDefaultInstance()))
                .isEqualTo(new Limit.Lengths(Duration.ofHours(24), Duration.ofDays(14)));
        assertThat(rules.atRiskAfter(Duration.ofHours(24))).isEqualTo(Duration.ofHours(18));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{                                                          | no ClockSettings",
                "{\"limits\": []}                                           | calendars",
                "{\"calendars\": [{\"time_zone\": \"Mars\", %s}], %s}       | Mars",
                "{\"calendars\": [{\"area_code\": \"CO\", \"time_zone\": \"UTC\", %s}], %s} | every area",
                "{\"calendars\": [{\"time_zone\": \"UTC\"}], %s%s}          | working_days",
                "{\"calendars\": [{\"time_zone\": \"UTC\", \"holidays\": [\"2026-02-30\"], %s}], %s} | 2026-02-30"
            })
    void settingsThatMakeNoSenseAreRefused(String json, String what) {
        String limits =
                "\"limits\": [{\"acknowledge_hours\": 1, \"resolve_days\": 1}],"
                        + " \"at_risk_percent\": 50";
        String settings = json.replaceFirst("%s", json.contains("%s%s") ? "" : WEEK);
        assertThatThrownBy(() -> ConfiguredClock.parse(settings.replace("%s", limits)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(what);
    }
}
