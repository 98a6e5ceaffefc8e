package redress.decisions.maps;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import redress.decisions.BadInput;
import redress.decisions.BadInput.Reason;
import redress.decisions.advice.InputDigest;
import redress.decisions.models.Kind;

/// A map file (YAML) as read: what it says and the digest of its bytes.
public record MapFile(ModelMap map, String sha256) {
    private static final ObjectMapper YAML =
            new ObjectMapper(
                    new YAMLFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));
    private static final Set<String> TRIAGE =
            Set.of(
                    "kind",
                    "name",
                    "id",
                    "text",
                    "context",
                    "flags",
                    "flags_matching",
                    "category",
                    "languages",
                    "protected",
                    "groups",
                    "about");
    private static final String RISING = "names with numbers that rise";
    private static final Set<String> PRIORITY =
            Set.of(
                    "kind",
                    "name",
                    "id",
                    "target",
                    "positive",
                    "features",
                    "protected",
                    "groups",
                    "labels",
                    "algorithm",
                    "about");

    /// Reads a file; a key that is not known is refused, naming it.
    public static MapFile read(Path file) {
        try {
            return parse(file.getFileName().toString(), Files.readString(file));
        } catch (IOException e) {
            throw new BadInput(
                    Reason.UNREADABLE_FILE, file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /// Reads a map from its text; the name is used in messages.
    public static MapFile parse(String name, String yaml) {
        try {
            Section top = new Section(name, Optional.ofNullable(YAML.readTree(yaml)));
            ModelMap map = map(top);
            return new MapFile(map, InputDigest.of(yaml.getBytes(StandardCharsets.UTF_8)));
        } catch (JsonProcessingException e) {
            throw new BadInput(
                    Reason.BAD_MAP, name + ": line " + line(e) + ": " + e.getOriginalMessage(), e);
        }
    }

    private static int line(JsonProcessingException e) {
        return e.getLocation() == null ? 0 : e.getLocation().getLineNr();
    }

    private static ModelMap map(Section top) {
        return switch (Kind.of(top.text("kind"))) {
            case GRIEVANCE_TRIAGE -> triage(top.allowing(TRIAGE));
            case CASE_PRIORITY -> priority(top.allowing(PRIORITY));
        };
    }

    private static TriageMap triage(Section top) {
        TriageMap map =
                new TriageMap(
                        top.optionalText("name").orElse("grievance triage"),
                        top.text("id"),
                        top.texts("text"),
                        top.texts("context"),
                        top.pairs("flags"),
                        top.optionalText("flags_matching"),
                        top.optionalText("category"),
                        top.texts("languages"),
                        protectedColumns(top),
                        about(top));
        refuseProtected(top, "text", map.text(), map);
        refuseProtected(top, "context", map.context(), map);
        if (map.text().isEmpty()) {
            throw top.wrong("text", "at least one column");
        }
        if (map.flags().isEmpty() && map.flagsMatching().isEmpty() && map.category().isEmpty()) {
            throw top.wrong("flags", "flags, flags_matching or category");
        }
        return map;
    }

    private static void refuseProtected(
            Section top, String key, List<String> columns, TriageMap map) {
        for (String column : columns) {
            if (map.protectedColumns().covers(column)) {
                throw new BadInput(
                        Reason.REFUSED_FEATURE,
                        top.file()
                                + ": "
                                + key
                                + ": column "
                                + column
                                + " cannot be a feature: the map marks it as protected");
            }
        }
    }

    private static About about(Section top) {
        if (!top.keys("about").isEmpty()) {
            var _ = top.section("about").allowing(About.KEYS);
        }
        return new About(top.pairs("about"));
    }

    private static ProtectedColumns protectedColumns(Section top) {
        List<GroupColumn> groups = new ArrayList<>();
        for (String name : top.keys("groups")) {
            Section group = top.section("groups").section(name).allowing(Set.of("column", "from"));
            groups.add(new GroupColumn(name, group.text("column"), bands(group)));
        }
        return new ProtectedColumns(top.texts("protected"), groups);
    }

    private static List<GroupColumn.Band> bands(Section group) {
        List<GroupColumn.Band> bands = new ArrayList<>();
        double last = Double.NEGATIVE_INFINITY;
        for (var pair : group.pairs("from").entrySet()) {
            double from = number(group, pair.getValue(), "from", RISING);
            if (!(from > last) || pair.getKey().isBlank()) {
                throw group.wrong("from", RISING);
            }
            bands.add(new GroupColumn.Band(pair.getKey(), from));
            last = from;
        }
        return bands;
    }

    private static double number(Section section, String text, String key, String expected) {
        try {
            double number = Double.parseDouble(text);
            if (Double.isFinite(number)) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw section.wrong(key, expected);
        }
        throw section.wrong(key, expected);
    }

    private static Positive positive(Section top) {
        if (!top.isSection("positive")) {
            return Positive.is(top.optionalText("positive").orElse("1"));
        }
        Section condition = top.section("positive").allowing(Set.of("above"));
        return Positive.above(number(condition, condition.text("above"), "above", "a number"));
    }

    private static PriorityMap priority(Section top) {
        Section features = top.section("features").allowing(Set.of("include", "exclude"));
        String algorithm = top.optionalText("algorithm").orElse("xgboost");
        if (!Set.of("xgboost", "linear").contains(algorithm)) {
            throw top.wrong("algorithm", "xgboost or linear");
        }
        return new PriorityMap(
                top.optionalText("name").orElse("case priority"),
                top.text("id"),
                top.text("target"),
                positive(top),
                features.texts("include"),
                features.texts("exclude"),
                protectedColumns(top),
                top.pairs("labels"),
                algorithm.equals("linear") ? Algorithm.LINEAR : Algorithm.XGBOOST,
                about(top));
    }
}
