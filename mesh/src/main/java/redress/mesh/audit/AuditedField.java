package redress.mesh.audit;

import com.google.protobuf.Message;

/// Reads the field that names the object of a call.
final class AuditedField {
    private AuditedField() {}

    /// The value at a dotted path, as text fit for one word of a log line.
    ///
    /// @throws IllegalArgumentException if the contract names a field that does not exist
    static String read(Message message, String path) {
        Object value = message;
        for (String name : path.split("\\.", -1)) {
            var owner = (Message) value;
            var field = owner.getDescriptorForType().findFieldByName(name);
            if (field == null) {
                throw new IllegalArgumentException(path + ": no such field in the request");
            }
            value = owner.getField(field);
        }
        return oneWord(value.toString());
    }

    // Runs before validation: whatever the caller sent must not forge a second line.
    private static String oneWord(String text) {
        String word = text.replaceAll("[^A-Za-z0-9._:-]", "?");
        return word.length() <= 64 ? word : word.substring(0, 64);
    }
}
