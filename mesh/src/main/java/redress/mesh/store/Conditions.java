package redress.mesh.store;

import com.google.protobuf.ProtocolMessageEnum;
import com.google.protobuf.Timestamp;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jdbi.v3.core.statement.Query;
import redress.lists.v1.DayRange;
import redress.lists.v1.TimeRange;

/// The conditions of a list: only those that the request sets, so that PostgreSQL plans for them.
/// Column names come from the code, values are always bound.
///
/// Row level security is looked at before any condition that could tell of a hidden row. Only
/// comparisons that PostgreSQL knows to be leakproof may use an index, so prefixes are ranges here,
/// in the collation "C".
public final class Conditions {
    private final List<String> conditions = new ArrayList<>();
    private final List<Consumer<Query>> values = new ArrayList<>();

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

    /// The column holds the name of one of the values; none at all does not matter.
    public Conditions oneOf(String column, List<? extends ProtocolMessageEnum> values) {
        return oneOf(
                column,
                String.class,
                values.stream().map(one -> one.getValueDescriptor().getName()).toList());
    }

    /// The column holds one of the values; none at all does not matter.
    public <T> Conditions oneOf(String column, Class<T> type, List<T> values) {
        return switch (values.size()) {
            case 0 -> this;
            case 1 -> add(column + " = :" + column, column, values.getFirst());
            default -> {
                bindArray(column, type, values);
                yield add("%1$s = ANY(%2$s)".formatted(column, array(column, type)));
            }
        };
    }

    /// The array column holds one of the texts; none at all does not matter.
    public Conditions overlaps(String column, List<String> values) {
        if (values.isEmpty()) {
            return this;
        }
        bindArray(column, String.class, values);
        return add(column + " && " + array(column, String.class));
    }

    /// The column is one of the paths or below one of them; none at all does not matter.
    ///
    /// @param separator what parts the levels of a path
    public Conditions below(String column, List<String> paths, char separator) {
        if (paths.isEmpty()) {
            return this;
        }
        var either =
                IntStream.range(0, paths.size())
                        .mapToObj(i -> below(column, i, paths.get(i), separator))
                        .toList();
        return add("(" + String.join(" OR ", either) + ")");
    }

    // What begins with the path and a separator is all from there up to the next character.
    private String below(String column, int i, String path, char separator) {
        String name = column + i;
        bind(name, path);
        bind(name + "_from", path + separator);
        bind(name + "_before", path + (char) (separator + 1));
        return """
        %1$s COLLATE "C" = :%2$s OR %1$s COLLATE "C" >= :%2$s_from AND %1$s COLLATE "C" < :%2$s_before"""
                .formatted(column, name);
    }

    /// The column holds the day or an earlier one; not if it holds none.
    public Conditions notAfter(String column, LocalDate day) {
        return add(column + " <= :" + column, column, day);
    }

    /// The column holds the number or a higher one; 0 does not matter.
    public Conditions atLeast(String column, int number) {
        return number == 0 ? this : add(column + " >= :" + column, column, number);
    }

    /// The column holds an instant of the range.
    public Conditions within(String column, TimeRange range) {
        if (range.hasFrom()) {
            add(column + " >= :" + column + "_from", column + "_from", at(range.getFrom()));
        }
        if (range.hasBefore()) {
            add(column + " < :" + column + "_before", column + "_before", at(range.getBefore()));
        }
        if (range.hasFrom() != range.hasBefore()) {
            add(column + (range.hasFrom() ? " < 'infinity'" : " > '-infinity'"));
        }
        return this;
    }

    /// The column holds a day of the range. Its ends were checked to be days.
    public Conditions within(String column, DayRange range) {
        if (!range.getFrom().isEmpty()) {
            var from = LocalDate.parse(range.getFrom());
            add(column + " >= :" + column + "_from", column + "_from", from);
        }
        if (!range.getBefore().isEmpty()) {
            var before = LocalDate.parse(range.getBefore());
            add(column + " < :" + column + "_before", column + "_before", before);
        }
        return this;
    }

    /// The same of a column of instants: days begin at midnight, UTC.
    public Conditions withinDays(String column, DayRange days) {
        var range = TimeRange.newBuilder();
        if (!days.getFrom().isEmpty()) {
            range.setFrom(midnight(days.getFrom()));
        }
        if (!days.getBefore().isEmpty()) {
            range.setBefore(midnight(days.getBefore()));
        }
        return within(column, range.build());
    }

    /// A condition of the code's own holds, or does not.
    public Conditions is(boolean expected, String condition) {
        return add(expected ? "(" + condition + ")" : "NOT (" + condition + ")");
    }

    /// The row is one that a table of keyed hashes names.
    ///
    /// @param rows a query of identifiers of rows that takes `:hash`
    public Conditions isAmong(String rows, String hash) {
        return add("id IN (" + rows + ")", "hash", hash);
    }

    /// Rows after the last one of the page before.
    public Conditions after(Page page, Order order) {
        page.after()
                .ifPresent(
                        key -> {
                            add(order.after(), "after", key.id());
                            if (order.after().contains(":rank")) {
                                bind("rank", order.value(key.rank()));
                            }
                        });
        return this;
    }

    /// Rows after the last one of the page before.
    ///
    /// @param byUrgency whether the most urgent come first, otherwise the newest
    public Conditions after(Page page, boolean byUrgency) {
        return after(page, byUrgency ? Order.URGENCY : Order.NEWEST);
    }

    /// The rest of the statement behind the table's name; it takes `:limit`.
    public String sql(Order order) {
        return where() + " ORDER BY " + order.columns() + " LIMIT :limit";
    }

    /// The same.
    ///
    /// @param byUrgency whether the most urgent come first, otherwise the newest
    public String sql(boolean byUrgency) {
        return sql(byUrgency ? Order.URGENCY : Order.NEWEST);
    }

    /// The conditions alone.
    public String where() {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /// Binds the values of the conditions.
    public void bind(Query query) {
        values.forEach(value -> value.accept(query));
    }

    private static Timestamp midnight(String day) {
        return Timeline.timestamp(LocalDate.parse(day).atStartOfDay().toInstant(ZoneOffset.UTC));
    }

    private static Object at(Timestamp instant) {
        return Transaction.at(Timeline.instant(instant));
    }

    private <T> void bindArray(String name, Class<T> type, List<T> many) {
        values.add(query -> query.bindArray(name, type, many));
    }

    // The driver knows texts as varchar[], for which neither operators nor indexes of text[] serve.
    private static String array(String name, Class<?> type) {
        return type == String.class ? "CAST(:" + name + " AS text[])" : ":" + name;
    }

    private void bind(String name, Object value) {
        values.add(query -> query.bind(name, value));
    }

    private Conditions add(String condition, String name, Object value) {
        bind(name, value);
        return add(condition);
    }

    private Conditions add(String condition) {
        conditions.add(condition);
        return this;
    }
}
