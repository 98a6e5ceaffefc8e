package redress.local.importing;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import redress.local.importing.ImportMap.IdentifierColumn;

/// A map file (YAML). Whether its fields exist in the contract, and its columns in a file, is
/// checked later, by [RowRequests].
public final class MapFile {
    private static final ObjectMapper YAML =
            new ObjectMapper(
                    new YAMLFactory().enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION));
    private static final Set<String> KEYS =
            Set.of("kind", "columns", "constants", "defaults", "truncate", "facts", "beneficiary");

    private MapFile() {}

    /// Reads a file; a key that is not known is refused, naming it, and so is another kind.
    public static ImportMap read(Path file, ImportKind wanted) {
        ImportMap map = read(file);
        if (map.kind() != wanted) {
            throw new BadInput(
                    "%s: kind: %s (expected: %s)"
                            .formatted(file, map.kind().word(), wanted.word()));
        }
        return map;
    }

    private static ImportMap read(Path file) {
        try {
            return parse(String.valueOf(file.getFileName()), Files.readString(file));
        } catch (IOException e) {
            throw new BadInput(file + ": cannot be read: " + e.getMessage(), e);
        }
    }

    /// Reads a map from its text; the name is used in messages.
    static ImportMap parse(String name, String yaml) {
        try {
            return map(new MapSection(name, YAML.readTree(yaml)).allowing(KEYS));
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            throw new BadInput(name + ": line " + line + ": " + e.getOriginalMessage(), e);
        }
    }

    private static ImportMap map(MapSection top) {
        return new ImportMap(
                kind(top),
                top.pairs("columns"),
                top.pairs("constants"),
                top.pairs("defaults"),
                Set.copyOf(top.texts("truncate")),
                facts(top),
                identifier(top));
    }

    private static ImportKind kind(MapSection top) {
        String word = top.text("kind");
        return Arrays.stream(ImportKind.values())
                .filter(kind -> kind.word().equals(word))
                .findFirst()
                .orElseThrow(
                        () ->
                                new BadInput(
                                        "%s: kind: %s (expected: grievances or cases)"
                                                .formatted(top.where(), word)));
    }

    private static Optional<FactColumns> facts(MapSection top) {
        return top.section("facts")
                .map(section -> section.allowing(Set.of("include", "exclude", "prefix")))
                .map(
                        section ->
                                new FactColumns(
                                        included(section),
                                        section.texts("exclude"),
                                        section.optionalText("prefix").orElse("")));
    }

    private static List<String> included(MapSection facts) {
        List<String> include = facts.texts("include");
        if (include.isEmpty()) {
            throw new BadInput(facts.where() + ": include: empty (expected: column names)");
        }
        return include;
    }

    private static Optional<IdentifierColumn> identifier(MapSection top) {
        return top.section("beneficiary")
                .map(section -> section.allowing(Set.of("identifier_type", "column")))
                .map(
                        section ->
                                new IdentifierColumn(
                                        section.text("identifier_type"), section.text("column")));
    }
}
