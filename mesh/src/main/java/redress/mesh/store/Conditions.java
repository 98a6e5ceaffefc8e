package redress.mesh.store;

import com.google.protobuf.ProtocolMessageEnum;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;

/// The conditions of a list: only those that the request sets, so that PostgreSQL plans for them.
/// Column names come from the code, values are always bound.
public final class Conditions {
    private final List<String> conditions = new ArrayList<>();
    private final Map<String, Object> values = new LinkedHashMap<>();

    /// The column holds the name of the value; unspecified does not matter.
    public Conditions equal(String column, ProtocolMessageEnum value) {
        return value.getNumber() == 0
                ? this
                : add(column + " = :" + column, column, value.getValueDescriptor().getName());
    }

    /// The column holds the text; an empty text does not matter.
    public Conditions equal(String column, String value) {
        return value.isEmpty() ? this : add(column + " = :" + column, column, value);
    }

    /// The column holds the identifier.
    public Conditions equal(String column, UUID value) {
        return add(column + " = :" + column, column, value);
    }

    /// The column is a path at or below the given one; an empty path does not matter.
    public Conditions below(String column, String path) {
        return path.isEmpty()
                ? this
                : add(
                        "(%1$s = :%1$s OR starts_with(%1$s, :%1$s || '/'))".formatted(column),
                        column,
                        path);
    }

    /// The array column holds the text among others; an empty text does not matter.
    public Conditions contains(String column, String value) {
        return value.isEmpty()
                ? this
                : add(column + " @> ARRAY[CAST(:" + column + " AS text)]", column, value);
    }

    /// The column holds the day or an earlier one; not if it holds none.
    public Conditions notAfter(String column, LocalDate day) {
        return add(column + " <= :" + column, column, day);
    }

    /// Rows after the last one of the page before.
    ///
    /// @param byUrgency order by `urgency`, highest first, then by `id`, oldest first; otherwise by
    ///   `id`, newest first
    public Conditions after(Page page, boolean byUrgency) {
        page.after()
                .ifPresent(
                        key -> {
                            if (byUrgency) {
                                add(
                                        "urgency <= :rank AND (urgency < :rank OR id > :after)",
                                        "rank",
                                        key.rank());
                                values.put("after", key.id());
                            } else {
                                add("id < :after", "after", key.id());
                            }
                        });
        return this;
    }

    /// The rest of the statement behind the table's name; it takes `:limit`.
    public String sql(boolean byUrgency) {
        String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
        return where
                + (byUrgency ? " ORDER BY urgency DESC, id" : " ORDER BY id DESC")
                + " LIMIT :limit";
    }

    /// Binds the values of the conditions.
    public void bind(Query query) {
        values.forEach(query::bind);
    }

    private Conditions add(String condition, String name, Object value) {
        conditions.add(condition);
        values.put(name, value);
        return this;
    }
}
