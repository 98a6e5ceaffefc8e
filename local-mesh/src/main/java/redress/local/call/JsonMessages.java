package redress.local.call;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.MessageOrBuilder;
import com.google.protobuf.util.JsonFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// JSON to messages of the contract and back; field names as the contract spells them.
///
/// @param oneLine whether an answer takes one line
public record JsonMessages(Contract contract, boolean oneLine) {
    /// How protobuf-java-util words it.
    private static final Pattern UNKNOWN_FIELD =
            Pattern.compile("Cannot find field: (\\S+) in message (\\S+)");

    /// Reads one message.
    ///
    /// @throws WrongCall if it is no JSON or holds a field that the message has not
    public DynamicMessage read(Descriptor type, String json) {
        var message = DynamicMessage.newBuilder(type);
        try {
            JsonFormat.parser().merge(json, message);
            return message.build();
        } catch (InvalidProtocolBufferException e) {
            throw new WrongCall(type.getFullName() + ": " + explained(e), e);
        }
    }

    private String explained(InvalidProtocolBufferException failure) {
        String message = String.valueOf(failure.getMessage());
        Matcher unknown = UNKNOWN_FIELD.matcher(message);
        return unknown.find()
                ? "field: %s (expected one of: %s)"
                        .formatted(unknown.group(1), nearest(unknown.group(1), unknown.group(2)))
                : message;
    }

    private String nearest(String field, String message) {
        List<String> known =
                contract.message(message).stream()
                        .flatMap(type -> type.getFields().stream())
                        .map(FieldDescriptor::getName)
                        .toList();
        return String.join(", ", new NearestNames(known).to(field));
    }

    public String write(MessageOrBuilder message) {
        var printer = JsonFormat.printer().preservingProtoFieldNames();
        try {
            return (oneLine ? printer.omittingInsignificantWhitespace() : printer).print(message);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException(
                    message.getDescriptorForType().getFullName() + ": not printable as JSON", e);
        }
    }
}
