package redress.grievances.notification;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TemplatesTest {
    private static final String NUMBER = "GRV-2026-000001";
    private static final String CONTACT = "+57 300 000 0000";

    @ParameterizedTest
    @ValueSource(strings = {"ar", "en", "es", "fr"})
    void saysEverythingInEachLanguage(String language) {
        var templates = Templates.shipped("en");

        assertThat(templates.language(language)).isEqualTo(language);
        assertThat(templates.subject(language, NUMBER)).contains(NUMBER).doesNotContain("{");
        assertThat(
                        Stream.of(News.values())
                                .map(news -> templates.text(language, news, NUMBER, CONTACT))
                                .distinct())
                .hasSameSizeAs(News.values())
                .allSatisfy(
                        text ->
                                assertThat(text)
                                        .contains(NUMBER, CONTACT)
                                        .doesNotContain("{", "}", "\\", "\uFFFD"));
    }

    @Test
    void theLanguagesDiffer() {
        var templates = Templates.shipped("en");

        assertThat(
                        Stream.of("ar", "en", "es", "fr")
                                .map(each -> templates.text(each, News.CLOSED, NUMBER, CONTACT)))
                .doesNotHaveDuplicates();
    }

    @Test
    void speaksTheLanguageOfTheComplainantOrTheInstallation() {
        var templates = Templates.shipped("fr");

        assertThat(templates.language("es-CO")).isEqualTo("es");
        assertThat(templates.language("ar-Arab-SY")).isEqualTo("ar");
        assertThat(templates.language("sw")).isEqualTo("fr");
        assertThat(templates.language("")).isEqualTo("fr");
        assertThat(templates.language("../../etc")).isEqualTo("fr");
    }

    @Test
    void refusesALanguageThatItDoesNotHave() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Templates.shipped("sw"))
                .withMessageContaining("redress.notifications.language: sw");
    }

    @Test
    void refusesWordsWithoutTheirPlaceholder() {
        refuses("decided", "There is a decision.", "decided: placeholders [] (expected: [number])");
    }

    @Test
    void refusesPlaceholdersThatNobodyFills() {
        refuses("closed", "{number}: {title}", "closed: placeholders");
    }

    @Test
    void refusesMissingAndUnknownWords() {
        var without = words();
        without.remove("footer");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Templates(Map.of("en", without), "en"));
        refuses("greeting", "Hello", "greeting");
    }

    private static void refuses(String key, String text, String message) {
        var words = words();
        words.put(key, text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Templates(Map.of("en", words), "en"))
                .withMessageContaining(message);
    }

    private static Map<String, String> words() {
        var words = new HashMap<String, String>();
        words.put("subject", "{number}");
        words.put("footer", "{contact}");
        for (News each : News.values()) {
            words.put(each.key(), "{number} " + each);
        }
        assertThat(new Templates(Map.of("en", words), "en").subject("en", NUMBER))
                .isEqualTo(NUMBER);
        return words;
    }
}
