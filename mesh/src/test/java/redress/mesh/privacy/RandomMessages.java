package redress.mesh.privacy;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Message;
import com.google.protobuf.UnknownFieldSet;
import java.util.Random;

/// Messages of any type with random content, unknown fields and empty submessages included.
record RandomMessages(Random random) {
    private static final int UNKNOWN_NUMBER = 9000;
    private static final int DEEPEST = 6;

    Message of(Message type) {
        return fill(type.newBuilderForType(), 0);
    }

    private Message fill(Message.Builder message, int depth) {
        for (var field : message.getDescriptorForType().getFields()) {
            if (depth < DEEPEST && random.nextInt(3) > 0) {
                set(message, field, depth);
            }
        }
        if (random.nextInt(4) == 0) {
            var unknown =
                    UnknownFieldSet.Field.newBuilder()
                            .addLengthDelimited(ByteString.copyFromUtf8(text()));
            message.setUnknownFields(
                    UnknownFieldSet.newBuilder().addField(UNKNOWN_NUMBER, unknown.build()).build());
        }
        return message.build();
    }

    private void set(Message.Builder message, FieldDescriptor field, int depth) {
        if (!field.isRepeated()) {
            message.setField(field, value(message, field, depth));
            return;
        }
        for (int i = random.nextInt(4); i > 0; i--) {
            message.addRepeatedField(field, value(message, field, depth));
        }
    }

    private Object value(Message.Builder message, FieldDescriptor field, int depth) {
        return switch (field.getJavaType()) {
            case INT -> random.nextInt();
            case LONG -> random.nextLong();
            case FLOAT -> random.nextFloat();
            case DOUBLE -> random.nextDouble();
            case BOOLEAN -> random.nextBoolean();
            case STRING -> text();
            case BYTE_STRING -> ByteString.copyFromUtf8(text());
            case ENUM -> field.getEnumType().findValueByNumberCreatingIfUnknown(random.nextInt(6));
            case MESSAGE -> fill(message.newBuilderForField(field), depth + 1);
        };
    }

    private String text() {
        return random.nextInt(5) == 0 ? "" : Long.toString(random.nextLong(), Character.MAX_RADIX);
    }
}
