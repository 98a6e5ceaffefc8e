package redress.mesh.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class OrderTest {
    @Test
    void aRankTellsWhenItWasMadeOf() {
        for (String due :
                List.of(
                        "2027-01-31T23:59:59.123457Z",
                        "1969-12-31T23:59:59.999999Z",
                        "0001-01-01T00:00:00Z",
                        "9999-12-31T00:00:00Z")) {
            var at = Instant.parse(due).atOffset(ZoneOffset.UTC);
            assertThat(Order.DUE.value(Order.dueRank(at))).isEqualTo(at);
        }
        assertThat(Order.DUE.value(Order.dueRank(Order.NEVER))).isEqualTo(Order.NEVER);
    }

    @Test
    void whateverATokenSaysIsAYearOfPostgreSql() {
        for (double rank : List.of(Double.MAX_VALUE, -Double.MAX_VALUE, 9.9e17, -1e18, 0.5)) {
            var due = (OffsetDateTime) Order.DUE.value(rank);
            if (!due.equals(Order.NEVER)) {
                assertThat(due.getYear()).describedAs("%s", rank).isBetween(-4_712, 294_275);
            }
        }
    }

    @Test
    void comparesUrgencyUpwards() {
        assertThat(Order.URGENCY.value(61.25)).isEqualTo(-61.25);
    }
}
