package redress.grievances.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiptCodeTest {
    @Test
    void isShownInGroupsAndReadAgainHoweverItIsTyped() {
        var code = ReceiptCode.fresh();
        assertThat(code.shown()).matches("([0-9A-HJKMNP-TV-Z]{5}-){3}[0-9A-HJKMNP-TV-Z]{5}");
        assertThat(ReceiptCode.typed(code.shown())).contains(code);
        String typed = " " + code.text().toLowerCase(Locale.ROOT).replace('0', 'o');
        assertThat(ReceiptCode.typed(typed.replace('1', 'l') + " ")).contains(code);
    }

    @Test
    void isAnotherOneEachTimeAndNotInItsOwnDescription() {
        var seen = new HashSet<String>();
        for (int i = 0; i < 1000; i++) {
            seen.add(ReceiptCode.fresh().text());
        }
        assertThat(seen).hasSize(1000);
        assertThat(seen).noneMatch(new ReceiptCode(seen.iterator().next()).toString()::contains);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "AAAAA", "AAAAA-AAAAA-AAAAA-AAAAU", "AAAAA-AAAAA-AAAAA-AAAAA-A"})
    void anythingElseIsNoCode(String typed) {
        assertThat(ReceiptCode.typed(typed)).isEmpty();
    }
}
