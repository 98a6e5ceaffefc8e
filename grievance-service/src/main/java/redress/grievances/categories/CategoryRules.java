package redress.grievances.categories;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Sensitivity;
import redress.grievances.v1.GrievanceCategory;
import redress.grievances.v1.GrievanceDetails;
import redress.mesh.access.Caller;
import redress.mesh.access.Demand;
import redress.mesh.access.Refusal;
import redress.mesh.store.Transaction;

/// What holds for categories: an import is a whole tree, and a grievance gets one that is in use.
/// As long as nothing was imported, any code will do.
@ApplicationScoped
public class CategoryRules {
    private final Categories categories;

    public CategoryRules(Categories categories) {
        this.categories = categories;
    }

    /// Makes sure that a category may be given to a grievance; none may.
    ///
    /// @throws Refusal with INVALID_REQUEST
    public void requireInUse(Transaction transaction, String code) {
        if (code.isEmpty() || !categories.any(transaction)) {
            return;
        }
        boolean inUse =
                categories.line(transaction, code).stream()
                        .anyMatch(each -> each.getCode().equals(code) && !each.getRetired());
        if (!inUse) {
            throw Refusal.invalid("category_code", "unknown or retired (expected: one in use)");
        }
    }

    /// A grievance's details, held at least as closely as its category and those above it say.
    public GrievanceDetails held(Transaction transaction, GrievanceDetails details) {
        int least =
                categories.line(transaction, details.getCategoryCode()).stream()
                        .mapToInt(GrievanceCategory::getSensitivityValue)
                        .max()
                        .orElse(0);
        return least <= details.getSensitivityValue()
                ? details
                : details.toBuilder().setSensitivity(Sensitivity.forNumber(least)).build();
    }

    /// Makes sure that who lowers the sensitivity of a category is cleared for what it protects.
    ///
    /// @throws Refusal with ROLE_MISSING; with INSUFFICIENT_USER_AUTHENTICATION if they must
    ///   identify more surely
    static void requireMayLower(
            Caller caller,
            Instant now,
            List<GrievanceCategory> before,
            List<GrievanceCategory> after) {
        var lowered = before.stream().filter(each -> isLowered(each, after)).findFirst();
        if (lowered.isEmpty()) {
            return;
        }
        if (!caller.has(Role.ROLE_SENSITIVE_OFFICER)) {
            throw new Refusal(
                    Reason.REASON_ROLE_MISSING,
                    "categories: less sensitive than before: %s (expected: a sensitive officer)"
                            .formatted(lowered.get().getCode()));
        }
        if (!caller.meets(Demand.SENSITIVE, now)) {
            throw Refusal.stepUp(Demand.SENSITIVE);
        }
    }

    private static boolean isLowered(GrievanceCategory before, List<GrievanceCategory> after) {
        return after.stream()
                .filter(each -> each.getCode().equals(before.getCode()))
                .anyMatch(each -> level(each) < level(before));
    }

    // Not said is standard.
    private static int level(GrievanceCategory category) {
        return Math.max(category.getSensitivityValue(), Sensitivity.SENSITIVITY_STANDARD_VALUE);
    }

    /// The categories after an import: those of the import, and the others retired.
    ///
    /// @throws Refusal with INVALID_REQUEST if a code comes twice, or without the one above it
    static List<GrievanceCategory> imported(
            List<GrievanceCategory> before, List<GrievanceCategory> wanted) {
        Map<String, GrievanceCategory> tree = new LinkedHashMap<>();
        for (GrievanceCategory each : wanted) {
            var inUse = each.toBuilder().setRetired(false).build();
            if (tree.put(each.getCode(), inUse) != null) {
                throw Refusal.invalid("categories", "twice: " + each.getCode());
            }
        }
        for (String code : tree.keySet()) {
            int end = code.lastIndexOf('/');
            if (end > 0 && !tree.containsKey(code.substring(0, end))) {
                throw Refusal.invalid(
                        "categories", "nothing above: " + code + " (expected: its parent too)");
            }
        }
        var all = new ArrayList<>(tree.values());
        before.stream()
                .filter(each -> !tree.containsKey(each.getCode()))
                .map(each -> each.toBuilder().setRetired(true).build())
                .forEach(all::add);
        return List.copyOf(all);
    }
}
