package redress.local.realm;

import java.util.Arrays;
import java.util.List;

/// The people of the local realm: one for each role that a person can have, who serves all
/// programmes and areas if that matters for the role; and two who serve one programme in one area.
public enum LocalUser {
    WORKER("worker", "case_worker", "*", "*"),
    SUPERVISOR("supervisor", "supervisor", "*", "*"),
    OFFICER("officer", "grievance_officer", "*", "*"),
    SENSITIVE_OFFICER("sensitive-officer", "sensitive_officer", "*", "*"),
    AUDITOR("auditor", "auditor", "", ""),
    DPO("dpo", "data_protection_officer", "*", "*"),
    STEWARD("steward", "model_steward", "*", "*"),
    SECURITY("security", "security_officer", "", ""),
    CASH_WORKER("cash-worker", "case_worker", "cash_transfer", "CO-05"),
    CASH_OFFICER("cash-officer", "grievance_officer", "cash_transfer", "CO-05");

    private final String username;
    private final String role;
    private final String programmes;
    private final String areas;

    LocalUser(String username, String role, String programmes, String areas) {
        this.username = username;
        this.role = role;
        this.programmes = programmes;
        this.areas = areas;
    }

    public String username() {
        return username;
    }

    public String role() {
        return role;
    }

    /// The programme that the person serves; `*` for all, empty for none.
    String programmes() {
        return programmes;
    }

    /// The area that the person serves; `*` for all, empty for none.
    String areas() {
        return areas;
    }

    public static List<String> usernames() {
        return Arrays.stream(values()).map(LocalUser::username).toList();
    }
}
