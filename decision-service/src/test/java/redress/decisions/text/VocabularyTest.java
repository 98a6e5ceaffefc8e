package redress.decisions.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VocabularyTest {
    private static final List<List<String>> TEXTS =
            List.of(terms("need water"), terms("need food"), terms("need help"));

    private static List<String> terms(String text) {
        return Words.terms(Words.of(text));
    }

    @Test
    void splitsIntoLowerCaseWordsAndPairs() {
        assertThat(terms("We NEED water."))
                .containsExactly("we", "need", "we need", "water", "need water");
    }

    @Test
    void leavesOutNumbersAndAddresses() {
        assertThat(
                        terms(
                                "call +57 301 5551234 or ann@example.org or https://x.example/ann or b2b now"))
                .containsExactly("call", "or", "or", "or", "now");
    }

    @Test
    void joinsNoPairAcrossWhatWasLeftOut() {
        assertThat(terms("pay 500 now")).containsExactly("pay", "now");
    }

    @Test
    void readsFullWidthAndOtherScripts() {
        assertThat(Words.of("ＮＥＥＤ воду हिंदी")).containsExactly("need", "воду", "हिंदी");
    }

    @Test
    void keepsTermsOfEnoughTexts() {
        Vocabulary vocabulary = Vocabulary.learn(TEXTS, 2);
        assertThat(vocabulary.size()).isEqualTo(1);
        assertThat(vocabulary.knows("need")).isTrue();
        assertThat(vocabulary.knows("water")).isFalse();
    }

    @Test
    void weighsBySublinearFrequencyTimesInverseDocumentFrequency() {
        Vocabulary vocabulary = Vocabulary.learn(TEXTS, 1);
        SparseVector vector = vocabulary.vector(List.of("need", "water", "water"));
        double need = Math.log(4.0 / 4) + 1;
        double water = (1 + Math.log(2)) * (Math.log(4.0 / 2) + 1);
        double length = Math.hypot(need, water);
        assertThat(vector.values()[0]).isCloseTo(need / length, within(1e-12));
        assertThat(vector.values()[1]).isCloseTo(water / length, within(1e-12));
    }

    @Test
    void givesAnEmptyVectorForUnknownWords() {
        assertThat(Vocabulary.learn(TEXTS, 1).vector(terms("quelque chose")).size()).isZero();
    }

    @Test
    void putsContextBeforeTheTextAsOneWord() {
        assertThat(Words.ofContext(Map.of("question", "Site C - Q2", "channel", " ")))
                .containsExactly("question=Site C - Q2");
        assertThat(Words.holdsContext("question=Site C - Q2 nothing")).isTrue();
        assertThat(terms("a=b nothing")).noneMatch(Words::holdsContext);
    }
}
