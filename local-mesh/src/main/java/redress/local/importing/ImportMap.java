package redress.local.importing;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// What the columns of a file mean in the contract.
///
/// @param columns field of the details to column
/// @param constants field to the value of all rows
/// @param defaults field to the value used where its column is empty
/// @param truncate fields cut to the contract's limit, rather than refused
public record ImportMap(
        ImportKind kind,
        Map<String, String> columns,
        Map<String, String> constants,
        Map<String, String> defaults,
        Set<String> truncate,
        Optional<FactColumns> facts,
        Optional<IdentifierColumn> beneficiary) {
    public ImportMap {
        columns = inOrder(columns);
        constants = inOrder(constants);
        defaults = inOrder(defaults);
        truncate = Set.copyOf(truncate);
    }

    private static Map<String, String> inOrder(Map<String, String> pairs) {
        return Collections.unmodifiableMap(new LinkedHashMap<>(pairs));
    }

    /// A column that holds the beneficiary's identifier.
    public record IdentifierColumn(String identifierType, String column) {}
}
