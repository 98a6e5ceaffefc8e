package redress.mesh.rights;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.FieldMask;
import com.google.protobuf.Message;
import com.google.protobuf.util.FieldMaskUtil;
import com.google.protobuf.util.FieldMaskUtil.MergeOptions;
import java.util.List;
import java.util.stream.Collectors;
import redress.cases.v1.CaseDetails;
import redress.grievances.v1.GrievanceDetails;
import redress.mesh.access.ContractValidation;
import redress.mesh.access.Refusal;
import redress.personaldata.v1.Correction;

/// What a person has corrected in an item, by the rules of the contract.
public final class Corrections {
    private static final ContractValidation VALIDATION = new ContractValidation();

    private Corrections() {}

    /// A correction without what its fields do not name.
    ///
    /// @throws Refusal with INVALID_REQUEST if it names a field that is none or can't be corrected,
    ///   or gives one of them a value that the contract forbids
    public static Correction checked(Correction correction) {
        return switch (correction.getValuesCase()) {
            case CASE_DETAILS -> {
                var blank = CaseDetails.getDefaultInstance();
                yield correction.toBuilder().setCaseDetails(checked(blank, correction)).build();
            }
            case GRIEVANCE_DETAILS -> {
                var blank = GrievanceDetails.getDefaultInstance();
                yield correction.toBuilder()
                        .setGrievanceDetails(checked(blank, correction))
                        .build();
            }
            case VALUES_NOT_SET -> throw noValues();
        };
    }

    /// The details of an item as they become.
    ///
    /// @throws Refusal with INVALID_REQUEST if a correction is of another kind of item, names a
    ///   field that can't be corrected, or the details would break the contract
    public static <D extends Message> D applied(D details, List<Correction> corrections) {
        D after = details;
        for (Correction correction : corrections) {
            after = merged(after, correction);
        }
        VALIDATION.check(after);
        return after;
    }

    /// The names of all fields that corrections name.
    public static String fields(List<Correction> corrections) {
        return corrections.stream()
                .flatMap(correction -> correction.getFields().getPathsList().stream())
                .distinct()
                .collect(Collectors.joining(", "));
    }

    private static <D extends Message> D checked(D blank, Correction correction) {
        D values = merged(blank, correction);
        VALIDATION.check(values, correction.getFields().getPathsList());
        return values;
    }

    @SuppressWarnings("unchecked")
    private static <D extends Message> D merged(D before, Correction correction) {
        var type = before.getDescriptorForType();
        var values = values(correction);
        if (values.getDescriptorForType() != type) {
            throw Refusal.invalid(
                    "corrections",
                    "%s (expected: %s)"
                            .formatted(values.getDescriptorForType().getName(), type.getName()));
        }
        requireRectifiable(type, correction.getFields());
        var after = before.toBuilder();
        for (String path : correction.getFields().getPathsList()) {
            FieldMaskUtil.merge(FieldMaskUtil.fromString(path), values, after, how(type, path));
        }
        return (D) after.build();
    }

    private static Message values(Correction correction) {
        return switch (correction.getValuesCase()) {
            case CASE_DETAILS -> correction.getCaseDetails();
            case GRIEVANCE_DETAILS -> correction.getGrievanceDetails();
            case VALUES_NOT_SET -> throw noValues();
        };
    }

    private static void requireRectifiable(Descriptor type, FieldMask fields) {
        var rectifiable = RectifiableFields.of(type);
        for (String path : fields.getPathsList()) {
            if (!rectifiable.contains(path)) {
                throw Refusal.invalid(
                        "corrections.fields",
                        "%s can't be rectified in %s (expected: one of %s)"
                                .formatted(path, type.getName(), String.join(", ", rectifiable)));
            }
        }
    }

    // Of a map, the entries that are not given stay: who corrects one fact does not read all.
    private static MergeOptions how(Descriptor type, String path) {
        var field = type.findFieldByName(path);
        return new MergeOptions()
                .setReplaceMessageFields(true)
                .setReplaceRepeatedFields(field == null || !field.isMapField())
                .setReplacePrimitiveFields(true);
    }

    private static Refusal noValues() {
        return Refusal.invalid(
                "corrections", "no values (expected: case_details or grievance_details)");
    }
}
