package redress.local.realm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// With the test vectors of RFC 6238, appendix B, cut to six digits.
class OneTimeCodeTest {
    private final OneTimeCode codes = new OneTimeCode("12345678901234567890");

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void isThatOfTheStandard(long second, String code) {
        assertThat(codes.at(Instant.ofEpochSecond(second))).isEqualTo(code);
    }

    @Test
    void lastsHalfAMinute() {
        assertThat(OneTimeCode.untilNext(Instant.ofEpochSecond(60)))
                .isEqualTo(Duration.ofSeconds(30));
        assertThat(OneTimeCode.untilNext(Instant.ofEpochSecond(89)))
                .isEqualTo(Duration.ofSeconds(1));
    }
}
