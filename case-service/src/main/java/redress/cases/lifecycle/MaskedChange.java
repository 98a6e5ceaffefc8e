package redress.cases.lifecycle;

import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.util.FieldMaskUtil;
import redress.mesh.access.Caller;
import redress.mesh.access.ContractValidation;
import redress.mesh.access.Refusal;
import redress.mesh.access.ShownFields;

/// Changes the details that a mask names, and nothing else; the whole must keep the rules of the
/// contract.
public final class MaskedChange {
    private static final ContractValidation VALIDATION = new ContractValidation();

    private MaskedChange() {}

    /// Makes sure that a request says what to change.
    ///
    /// @param type the details
    /// @param given whether the request carries new values
    /// @throws Refusal with INVALID_REQUEST, also if the caller is not shown what they would change
    public static void require(Caller caller, Message type, boolean given, FieldMask mask) {
        if (!given) {
            throw Refusal.invalid("details", "missing (expected: the new values)");
        }
        if (mask.getPathsCount() == 0
                || !FieldMaskUtil.isValid(type.getDescriptorForType(), mask)) {
            throw Refusal.invalid("update_mask", "no field of details (expected: names of fields)");
        }
        ShownFields.check(type.getDescriptorForType(), mask, caller);
    }

    /// The details as they become.
    ///
    /// @throws Refusal with INVALID_REQUEST if they break a rule
    @SuppressWarnings("unchecked")
    public static <M extends Message> M apply(M before, M values, FieldMask mask) {
        var after = before.toBuilder();
        var options =
                new FieldMaskUtil.MergeOptions()
                        .setReplaceMessageFields(true)
                        .setReplaceRepeatedFields(true)
                        .setReplacePrimitiveFields(true);
        FieldMaskUtil.merge(mask, values, after, options);
        var whole = (M) after.build();
        VALIDATION.check(whole);
        return whole;
    }
}
