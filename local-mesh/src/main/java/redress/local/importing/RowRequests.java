package redress.local.importing;

import com.google.protobuf.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import redress.beneficiaries.v1.BeneficiaryReference;
import redress.cases.v1.CaseDetails;
import redress.local.importing.ImportMap.IdentifierColumn;
import redress.local.importing.Prepared.Ready;
import redress.local.importing.Prepared.Unusable;

/// Turns rows into requests of the contract, as a map says. Whether a request keeps the contract's
/// rules is left to the service.
public final class RowRequests {
    /// Safely below what a service takes in (4 MiB).
    private static final int LARGEST = 3 * 1024 * 1024;

    private interface Part {
        void fill(RowDraft draft);
    }

    private final ImportMap map;
    private final Header header;
    private final Digest digest;
    private final Message constants;
    private final List<Part> parts = new ArrayList<>();

    /// @throws BadInput if the map names a field that the contract has not, or a column that the
    ///   file has not
    public RowRequests(ImportMap map, RowFile file, Digest digest) {
        this.map = map;
        this.header = file.header();
        this.digest = digest;
        this.constants = constants();
        refuseStray(map.defaults().keySet(), "defaults");
        refuseStray(map.truncate(), "truncate");
        map.columns().forEach((field, column) -> parts.add(column(field, column)));
        map.facts().ifPresent(facts -> parts.add(facts(facts)));
        map.beneficiary().ifPresent(identifier -> parts.add(identifier(identifier)));
    }

    private Message constants() {
        Message.Builder details = emptyDetails();
        map.constants()
                .forEach(
                        (name, text) -> {
                            DetailField field = DetailField.of(map.kind().details(), name);
                            requireUsable(field.put(details, text), "constants", field);
                            if (map.columns().containsKey(name)) {
                                throw new BadInput(
                                        "map: " + name + ": both a column and a constant");
                            }
                        });
        return details.buildPartial();
    }

    private Message.Builder emptyDetails() {
        Message.Builder request = map.kind().newRequest();
        return request.newBuilderForField(
                request.getDescriptorForType().findFieldByName("details"));
    }

    private void refuseStray(Set<String> fields, String key) {
        for (String field : fields) {
            if (!map.columns().containsKey(field)) {
                throw new BadInput(
                        "map: %s: %s: has no column (expected one of: %s)"
                                .formatted(key, field, map.columns().keySet()));
            }
        }
    }

    private static void requireUsable(boolean usable, String key, DetailField field) {
        if (!usable) {
            throw new BadInput(
                    "map: %s: %s: not usable (expected: %s)"
                            .formatted(key, field.name(), field.expected()));
        }
    }

    private Part column(String name, String column) {
        DetailField field = DetailField.of(map.kind().details(), name);
        int position = header.position(column);
        Optional<String> instead = Optional.ofNullable(map.defaults().get(name));
        instead.ifPresent(
                text -> requireUsable(field.put(emptyDetails(), text), "defaults", field));
        OptionalInt longest =
                map.truncate().contains(name)
                        ? OptionalInt.of(field.longest())
                        : OptionalInt.empty();
        return draft -> {
            String text = draft.text(position);
            String given = text.isBlank() ? instead.orElse("") : text;
            String kept = longest.isPresent() ? draft.cut(given, longest.getAsInt()) : given;
            if (!kept.isEmpty() && !field.put(draft.details(), kept)) {
                draft.fault(column, field.expected());
            }
        };
    }

    private Part facts(FactColumns facts) {
        if (map.kind() != ImportKind.CASES) {
            throw new BadInput("map: facts: only cases have facts");
        }
        List<String> columns = facts.in(header);
        int[] positions = columns.stream().mapToInt(header::position).toArray();
        return draft -> {
            for (int i = 0; i < positions.length; i++) {
                fact(draft, facts.prefix(), columns.get(i), draft.text(positions[i]).strip());
            }
        };
    }

    private static void fact(RowDraft draft, String prefix, String column, String text) {
        if (text.isEmpty()) {
            return;
        }
        try {
            ((CaseDetails.Builder) draft.details())
                    .putFacts(prefix + column, Double.parseDouble(text));
        } catch (NumberFormatException notANumber) {
            draft.fault(column, "a number or nothing");
        }
    }

    private Part identifier(IdentifierColumn identifier) {
        int position = header.position(identifier.column());
        var field = map.kind().details().findFieldByName("beneficiary");
        return draft -> {
            String text = draft.text(position).strip();
            if (!text.isEmpty()) {
                var reference = BeneficiaryReference.newBuilder();
                reference
                        .addIdentifierBuilder()
                        .setIdentifierType(identifier.identifierType())
                        .setIdentifierValue(text);
                draft.details().setField(field, reference.build());
            }
        };
    }

    /// The request of a row, or why there is none.
    Prepared prepare(Row row) {
        if (row.fields().size() != header.columns().size()) {
            return new Unusable(
                    "%d fields (expected: %d)"
                            .formatted(row.fields().size(), header.columns().size()));
        }
        var draft = new RowDraft(row, constants.toBuilder());
        parts.forEach(part -> part.fill(draft));
        return draft.faults().isEmpty()
                ? request(row, draft)
                : new Unusable(String.join("; ", draft.faults()));
    }

    private Prepared request(Row row, RowDraft draft) {
        Message.Builder request = map.kind().newRequest();
        var type = request.getDescriptorForType();
        request.setField(
                type.findFieldByName("request_id"), digest.requestId(row.number()).toString());
        request.setField(type.findFieldByName("details"), draft.details().build());
        Message whole = request.build();
        return whole.getSerializedSize() > LARGEST
                ? new Unusable("row: too large (expected: at most " + LARGEST + " bytes)")
                : new Ready(whole, draft.shortened());
    }
}
