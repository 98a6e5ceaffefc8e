package redress.grievances.notification;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EmailAddressTest {
    @Test
    void takesWhatMailServersTake() {
        assertThat(EmailAddress.of(" ana.maria+redress@mail.example.org "))
                .map(EmailAddress::text)
                .contains("ana.maria+redress@mail.example.org");
        assertThat(EmailAddress.of("ana@ejército.example"))
                .map(EmailAddress::text)
                .contains("ana@xn--ejrcito-cya.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ana",
                "@example.org",
                "ana@",
                "ana@localhost",
                "ana@example..org",
                "ana@-example.org",
                ".ana@example.org",
                "ana maria@example.org",
                "ana@example.org,eva@example.org",
                "ana@example.org\r\nBcc: eva@example.org",
                "ana@example.org\nDATA",
                "Ana <ana@example.org>",
                "\"ana\"@example.org",
                "ana>@example.org",
                "josé@example.org",
                "ana@[127.0.0.1]",
                "ana@example.org\u0000"
            })
    void refusesEverythingElse(String written) {
        assertThat(EmailAddress.of(written)).isEmpty();
    }

    @Test
    void refusesWhatIsTooLong() {
        assertThat(EmailAddress.of("a".repeat(65) + "@example.org")).isEmpty();
        assertThat(EmailAddress.of("a@" + "b.".repeat(130) + "org")).isEmpty();
    }

    @Test
    void doesNotPrintItself() {
        assertThat(EmailAddress.of("ana@example.org").orElseThrow().toString())
                .doesNotContain("ana")
                .doesNotContain("example");
    }
}
