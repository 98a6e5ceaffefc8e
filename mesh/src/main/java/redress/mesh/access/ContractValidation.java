package redress.mesh.access;

import build.buf.protovalidate.Config;
import build.buf.protovalidate.Validator;
import build.buf.protovalidate.ValidatorFactory;
import build.buf.protovalidate.exceptions.ValidationException;
import build.buf.validate.FieldPath;
import build.buf.validate.FieldPathElement;
import com.google.protobuf.Message;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import redress.access.v1.Reason;

/// Checks messages against the rules of the contract. What the contract does not declare is
/// refused.
public final class ContractValidation {
    // Native rules are the same rules without CEL: 17 times as fast on a case with 335 facts.
    private final Validator validator =
            ValidatorFactory.newBuilder()
                    .withConfig(Config.newBuilder().setEnableNativeRules(true).build())
                    .build();

    /// Checks a message.
    ///
    /// @throws Refusal that names each broken field and what is expected, never its content
    public void check(Message message) {
        check(message, _ -> true);
    }

    /// Checks some fields of a message, as if all others were right.
    ///
    /// @param paths of the fields, parts joined by dots
    /// @throws Refusal as [#check(Message)]
    public void check(Message message, Collection<String> paths) {
        check(
                message,
                field -> paths.stream().anyMatch(path -> (field + ".").startsWith(path + ".")));
    }

    private void check(Message message, Predicate<String> concerns) {
        refuseUnknownFields(message, "");
        try {
            var violations =
                    validator.validate(message).getViolations().stream()
                            .map(found -> found.toProto())
                            .map(v -> new Refusal.Violation(path(v.getField()), v.getMessage()))
                            .filter(v -> concerns.test(v.field()))
                            .toList();
            if (!violations.isEmpty()) {
                throw new Refusal(Reason.REASON_INVALID_REQUEST, summary(violations), violations);
            }
        } catch (ValidationException e) {
            throw new IllegalStateException(
                    message.getDescriptorForType().getFullName() + ": rules can't be evaluated", e);
        }
    }

    private static String summary(List<Refusal.Violation> violations) {
        return violations.stream()
                .map(
                        v ->
                                v.field().isEmpty()
                                        ? v.description()
                                        : v.field() + ": " + v.description())
                .collect(Collectors.joining("; "));
    }

    private static String path(FieldPath path) {
        return path.getElementsList().stream()
                .map(FieldPathElement::getFieldName)
                .collect(Collectors.joining("."));
    }

    private static void refuseUnknownFields(Message message, String path) {
        var unknown = message.getUnknownFields().asMap().keySet();
        if (!unknown.isEmpty()) {
            throw Refusal.invalid(
                    path + "#" + unknown.iterator().next(), "the contract has no such field");
        }
        message.getAllFields()
                .forEach((field, value) -> visit(value, path + field.getName() + "."));
    }

    private static void visit(Object value, String path) {
        switch (value) {
            // PostgreSQL has no place for it in a text.
            case String text when text.indexOf('\0') >= 0 ->
                    throw Refusal.invalid(path, "holds the character U+0000 (expected: none)");
            case Message nested -> refuseUnknownFields(nested, path);
            case List<?> many -> many.forEach(each -> visit(each, path));
            case Map<?, ?> entries -> entries.values().forEach(each -> visit(each, path));
            default -> {}
        }
    }
}
