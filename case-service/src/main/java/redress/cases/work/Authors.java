package redress.cases.work;

import java.util.List;
import redress.access.v1.Reason;
import redress.mesh.access.Refusal;

/// Everybody who wrote a text: none of them approves it.
final class Authors {
    private Authors() {}

    /// Makes sure that who approves is not who wrote.
    ///
    /// @throws Refusal with ROLE_MISSING
    static void requireAnother(List<String> authors, String approver) {
        if (authors.contains(approver)) {
            throw new Refusal(
                    Reason.REASON_ROLE_MISSING,
                    "an author does not approve their own work (expected: somebody else)");
        }
    }

    /// Whether somebody is to be added.
    static boolean isNew(List<String> authors, String author) {
        return !authors.contains(author);
    }
}
