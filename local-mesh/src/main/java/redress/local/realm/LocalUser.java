package redress.local.realm;

import java.util.Arrays;
import java.util.List;

/// The people of the local realm: one for each role that a person can have.
public enum LocalUser {
    WORKER("worker", "case_worker"),
    SUPERVISOR("supervisor", "supervisor"),
    OFFICER("officer", "grievance_officer"),
    SENSITIVE_OFFICER("sensitive-officer", "sensitive_officer"),
    AUDITOR("auditor", "auditor"),
    DPO("dpo", "data_protection_officer"),
    STEWARD("steward", "model_steward"),
    SECURITY("security", "security_officer");

    private final String username;
    private final String role;

    LocalUser(String username, String role) {
        this.username = username;
        this.role = role;
    }

    public String username() {
        return username;
    }

    public String role() {
        return role;
    }

    public static List<String> usernames() {
        return Arrays.stream(values()).map(LocalUser::username).toList();
    }
}
