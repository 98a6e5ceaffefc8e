package redress.decisions.maps;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.decisions.BadInput;
import redress.decisions.tables.Header;

class MapFileTest {
    private static final String PRIORITY =
            "kind: case_priority\nid: id\ntarget: target_poor\nprotected: [sex]\nfeatures:\n";
    private static final Header HEADER =
            new Header("t.csv", List.of("id", "rooms", "rent", "sex", "target_poor"));

    private static List<String> features(String section) {
        return ((PriorityMap) MapFile.parse("m.yaml", PRIORITY + section).map()).features(HEADER);
    }

    @Test
    void refusesAnUnknownKeyByName() {
        assertThatThrownBy(
                        () ->
                                MapFile.parse(
                                        "m.yaml", "kind: grievance_triage\nid: id\ntexts: [a]\n"))
                .isInstanceOf(BadInput.class)
                .hasMessageContaining("m.yaml: unknown key texts");
    }

    @Test
    void refusesAnUnknownKeyBelowFeatures() {
        assertThatThrownBy(() -> features("  included: [rooms]\n"))
                .hasMessageContaining("unknown key included");
    }

    @Test
    void refusesAKeyGivenTwice() {
        assertThatThrownBy(
                        () -> MapFile.parse("m.yaml", "kind: case_priority\nkind: case_priority\n"))
                .isInstanceOf(BadInput.class);
    }

    @Test
    void takesANumberAboveAnotherForYes() {
        String yaml = PRIORITY + "  include: [rooms]\npositive: {above: 17}\n";
        PriorityMap map = (PriorityMap) MapFile.parse("m.yaml", yaml).map();
        assertThat(map.positive()).hasToString("above 17.0");
        assertThatThrownBy(() -> MapFile.parse("m.yaml", yaml.replace("17", "NaN")))
                .hasMessageContaining("positive: above: absent or not usable (expected: a number)");
        assertThatThrownBy(() -> MapFile.parse("m.yaml", yaml.replace("above", "over")))
                .hasMessageContaining("unknown key over");
    }

    @Test
    void takesTheAllowedColumnsOnly() {
        assertThat(features("  include: [\"r*\"]\n  exclude: [rent]\n")).containsExactly("rooms");
    }

    @Test
    void refusesAnAnswerAsFeature() {
        assertThatThrownBy(() -> features("  include: [\"*\"]\n  exclude: [id, sex]\n"))
                .hasMessageContaining("column target_poor cannot be a feature: it is an answer");
    }

    @Test
    void refusesAProtectedColumnAsFeature() {
        assertThatThrownBy(() -> features("  include: [rooms, sex]\n"))
                .hasMessageContaining(
                        "column sex cannot be a feature: the map marks it as protected");
    }

    @Test
    void refusesTheIdAsFeature() {
        assertThatThrownBy(() -> features("  include: [id]\n"))
                .hasMessageContaining("tells people apart");
    }

    @Test
    void refusesAPatternThatMatchesNothing() {
        assertThatThrownBy(() -> features("  include: [wage]\n"))
                .hasMessageContaining("no column matches include wage");
    }

    @Test
    @DisplayName("decisions 12: protected columns are refused as features")
    void refusesAProtectedColumnAsText() {
        String map = "kind: grievance_triage\nid: id\ncategory: c\n";
        assertThatThrownBy(() -> MapFile.parse("m.yaml", map + "text: [sex]\nprotected: [sex]\n"))
                .hasMessageContaining("m.yaml: text: column sex cannot be a feature");
        assertThatThrownBy(
                        () ->
                                MapFile.parse(
                                        "m.yaml",
                                        map + "text: [t]\ncontext: [sex]\nprotected: [\"s*\"]\n"))
                .hasMessageContaining("m.yaml: context: column sex cannot be a feature");
    }

    @Test
    void readsGroupsByValueAndByBand() {
        ModelMap map =
                MapFile.parse(
                                "m.yaml",
                                PRIORITY
                                        + "  include: [rooms]\n"
                                        + "groups: {space: {column: rooms, from: {tight: 0, wide: 3}}}\n")
                        .map();
        assertThat(map.groupColumns(HEADER))
                .containsExactly(
                        new GroupColumn(
                                "space",
                                "rooms",
                                List.of(
                                        new GroupColumn.Band("tight", 0),
                                        new GroupColumn.Band("wide", 3))),
                        new GroupColumn("sex", "sex", List.of()));
    }

    @Test
    void refusesBandsThatDoNotRise() {
        assertThatThrownBy(
                        () ->
                                MapFile.parse(
                                        "m.yaml",
                                        PRIORITY
                                                + "  include: [rooms]\n"
                                                + "groups: {space: {column: rooms, from: {wide: 3, tight: 0}}}\n"))
                .hasMessageContaining("groups: space: from: absent or not usable");
    }

    @Test
    void namesFlagsAfterTheStar() {
        TriageMap map =
                (TriageMap)
                        MapFile.parse(
                                        "m.yaml",
                                        """
                        kind: grievance_triage
                        id: id
                        text: [t]
                        flags: {urgent: label_request}
                        flags_matching: "label_*"
                        category: label_category
                        """)
                                .map();
        Header header =
                new Header(
                        "t.csv",
                        List.of("id", "t", "label_request", "label_food", "label_category"));
        assertThat(map.flagColumns(header))
                .containsOnlyKeys("food", "urgent")
                .containsEntry("urgent", 2);
    }
}
