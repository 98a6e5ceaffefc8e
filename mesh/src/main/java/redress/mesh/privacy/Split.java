package redress.mesh.privacy;

import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;

/// A contract message in two parts: one without anything personal, one with nothing else. Merging
/// the second into the first gives the message again.
///
/// Lists and maps that can hold something personal are sealed as a whole: merging can't interleave
/// elements. Fields that this version of the contract does not know are sealed too.
///
/// @param open what anyone who reads the database may see
/// @param sealed what only a holder of the data key may see
record Split(Message open, Message sealed) {

    static Split of(Message whole) {
        var open = whole.newBuilderForType();
        var sealed = whole.newBuilderForType();
        whole.getAllFields().forEach((field, value) -> place(field, value, open, sealed));
        open.setUnknownFields(UnknownFieldSet.getDefaultInstance());
        sealed.setUnknownFields(whole.getUnknownFields());
        return new Split(open.build(), sealed.build());
    }

    /// Whether there is nothing to seal.
    boolean isOpen() {
        return sealed.getSerializedSize() == 0;
    }

    private static void place(
            FieldDescriptor field, Object value, Message.Builder open, Message.Builder sealed) {
        boolean message = field.getJavaType() == JavaType.MESSAGE;
        if (PersonalFields.isPersonal(field)) {
            sealed.setField(field, value);
        } else if (message && !field.isRepeated()) {
            var parts = of((Message) value);
            open.setField(field, parts.open());
            if (!parts.isOpen()) {
                sealed.setField(field, parts.sealed());
            }
        } else if (message && PersonalFields.canHold(field.getMessageType())) {
            sealed.setField(field, value);
        } else {
            open.setField(field, value);
        }
    }
}
