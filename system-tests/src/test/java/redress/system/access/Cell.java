package redress.system.access;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import redress.access.v1.AccessRule;
import redress.access.v1.Assurance;
import redress.access.v1.Grant;
import redress.local.parts.LocalAuthority;
import redress.system.mesh.Contract.Method;
import redress.system.mesh.TestUser;

/// One cell of the access matrix: who calls what.
///
/// @param method the method
/// @param workload whose certificate is shown
/// @param user whose token is sent; empty: none
record Cell(Method method, String workload, Optional<TestUser> user) {
    static final String ALLOWED = "allowed";
    static final List<String> WORKLOADS = LocalAuthority.WORKLOADS;

    /// Tokens of the local realm say that a password was given, never more.
    private static final Assurance REACHED = Assurance.ASSURANCE_PASSWORD;

    /// All cells of a method.
    static List<Cell> of(Method method) {
        return WORKLOADS.stream()
                .flatMap(workload -> callers().map(user -> new Cell(method, workload, user)))
                .toList();
    }

    /// Every user, and nobody.
    static Stream<Optional<TestUser>> callers() {
        return Stream.concat(
                Stream.of(TestUser.values()).map(Optional::of), Stream.of(Optional.empty()));
    }

    /// What the contract says, worked out here and not by the gate: `allowed`, or code and reason
    /// of the refusal.
    String expected() {
        AccessRule rule = method.rule();
        var forWorkload =
                rule.getGrantsList().stream()
                        .filter(grant -> grant.getWorkloadsList().contains(workload))
                        .toList();
        if (forWorkload.isEmpty()) {
            return "PERMISSION_DENIED WORKLOAD_NOT_ALLOWED";
        }
        if (forWorkload.stream().anyMatch(grant -> grant.getRolesList().isEmpty())) {
            return ALLOWED;
        }
        if (user.isEmpty()) {
            return "UNAUTHENTICATED TOKEN_MISSING";
        }
        if (forWorkload.stream().noneMatch(this::namesTheRole)) {
            return "PERMISSION_DENIED ROLE_MISSING";
        }
        return rule.getAssurance().getNumber() <= REACHED.getNumber()
                ? ALLOWED
                : "UNAUTHENTICATED INSUFFICIENT_USER_AUTHENTICATION";
    }

    private boolean namesTheRole(Grant grant) {
        return user.map(TestUser::role).filter(grant.getRolesList()::contains).isPresent();
    }

    @Override
    public String toString() {
        return "%s as %s with %s".formatted(method, workload, userName());
    }

    String userName() {
        return user.map(TestUser::username).orElse("no token");
    }
}
