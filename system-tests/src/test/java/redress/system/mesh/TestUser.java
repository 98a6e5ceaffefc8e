package redress.system.mesh;

import java.util.Arrays;
import redress.access.v1.Role;

/// The users of the local realm and the one role that each has, written down here once more so that
/// the tests do not believe the realm. All serve every programme and area but three: those of the
/// programme `cash_transfer` in `CO-05`, and the partner, which has that programme in all of `CO`.
public enum TestUser {
    WORKER("worker", Role.ROLE_CASE_WORKER),
    SUPERVISOR("supervisor", Role.ROLE_SUPERVISOR),
    OFFICER("officer", Role.ROLE_GRIEVANCE_OFFICER),
    SENSITIVE_OFFICER("sensitive-officer", Role.ROLE_SENSITIVE_OFFICER),
    AUDITOR("auditor", Role.ROLE_AUDITOR),
    DPO("dpo", Role.ROLE_DATA_PROTECTION_OFFICER),
    STEWARD("steward", Role.ROLE_MODEL_STEWARD),
    SECURITY("security", Role.ROLE_SECURITY_OFFICER),
    CASH_WORKER("cash-worker", Role.ROLE_CASE_WORKER),
    CASH_OFFICER("cash-officer", Role.ROLE_GRIEVANCE_OFFICER),
    PARTNER("service-account-partner", Role.ROLE_PARTNER_SYSTEM);

    private final String username;
    private final Role role;

    TestUser(String username, Role role) {
        this.username = username;
        this.role = role;
    }

    /// The user of this name.
    public static TestUser named(String username) {
        return Arrays.stream(values())
                .filter(each -> each.username.equals(username))
                .findFirst()
                .orElseThrow();
    }

    public String username() {
        return username;
    }

    public Role role() {
        return role;
    }
}
