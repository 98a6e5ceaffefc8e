package redress.cases.records;

import com.google.protobuf.Message;
import com.google.protobuf.Parser;
import com.google.protobuf.Timestamp;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import redress.cases.v1.Assessment;
import redress.cases.v1.Consent;
import redress.cases.v1.Plan;
import redress.cases.v1.Task;

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

    /// Assessments.
    public static final RecordKind<Assessment> ASSESSMENT =
            new RecordKind<>(
                    "assessment",
                    Assessment.parser(),
                    known -> Columns.of(known.getState().name()));

    /// Versions of the plan.
    public static final RecordKind<Plan> PLAN =
            new RecordKind<>("plan", Plan.parser(), known -> Columns.of(known.getState().name()));

    /// Tasks.
    public static final RecordKind<Task> TASK =
            new RecordKind<>(
                    "task",
                    Task.parser(),
                    known ->
                            new Columns(
                                    known.getState().name(),
                                    known.getDetails().getAssignee(),
                                    known.getDetails().getDueDate()));

    /// Every kind.
    public static final List<RecordKind<?>> ALL = List.of(CONSENT, ASSESSMENT, PLAN, TASK);

    /// What lists are filtered by.
    ///
    /// @param state name of its state; empty where it has none
    /// @param assignee whose it is to do; empty where it is nobody's
    /// @param due day, ISO 8601; empty where it has none
    public record Columns(String state, String assignee, String due) {
        static final Columns NONE = new Columns("", "", "");

        static Columns of(String state) {
            return new Columns(state, "", "");
        }
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
