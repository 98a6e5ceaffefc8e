package redress.cases.records;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.Timestamp;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import redress.cases.v1.Consent;

/// A kind of record of a case: a message of the contract with `id`, `case_id`, `etag`, `updated_at`
/// and `erased_at`.
///
/// @param name as the database knows it
/// @param parser of its messages
/// @param columns what lists are filtered by
public record RecordKind<M extends Message>(
        String name, Parser<M> parser, Function<M, Columns> columns) {
    /// Consents of the person.
    public static final RecordKind<Consent> CONSENT =
            new RecordKind<>("consent", Consent.parser(), _ -> Columns.NONE);

    /// Every kind.
    public static final List<RecordKind<?>> ALL = List.of(CONSENT);

    /// What lists are filtered by.
    ///
    /// @param state name of its state; empty where it has none
    /// @param assignee whose it is to do; empty where it is nobody's
    /// @param due day, ISO 8601; empty where it has none
    public record Columns(String state, String assignee, String due) {
        static final Columns NONE = new Columns("", "", "");
    }

    /// Identifier of a record.
    public UUID id(M known) {
        return UUID.fromString(text(known, "id"));
    }

    /// The case of a record.
    public UUID caseId(M known) {
        return UUID.fromString(text(known, "case_id"));
    }

    boolean isErased(M known) {
        return known.hasField(known.getDescriptorForType().findFieldByName("erased_at"));
    }

    String etag(M known) {
        return text(known, "etag");
    }

    /// A record as its next version.
    @SuppressWarnings("unchecked")
    M next(M changed, Timestamp now) {
        var type = changed.getDescriptorForType();
        String etag = etag(changed);
        return (M)
                changed.toBuilder()
                        .setField(
                                type.findFieldByName("etag"),
                                etag.isEmpty() ? "1" : Long.toString(Long.parseLong(etag) + 1))
                        .setField(type.findFieldByName("updated_at"), now)
                        .build();
    }

    private static String text(Message known, String field) {
        return (String) known.getField(known.getDescriptorForType().findFieldByName(field));
    }
}
