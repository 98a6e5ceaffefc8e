package redress.system.access;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import redress.access.v1.AccessRule;
import redress.access.v1.Grant;
import redress.local.home.MeshService;
import redress.local.parts.LocalAuthority;
import redress.system.mesh.Assured;
import redress.system.mesh.Contract.Method;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// One cell of the access matrix: who calls what.
///
/// @param method the method
/// @param workload whose certificate is shown
/// @param who whose token is sent, and how surely they identified; empty: none
record Cell(Method method, String workload, Optional<Who> who) {
    static final String ALLOWED = "allowed";
    static final List<String> WORKLOADS = LocalAuthority.WORKLOADS;

    /// A user who identified in some way; a partner system does in none.
    record Who(TestUser user, Assured assured) {
        @Override
        public String toString() {
            return user == TestUser.PARTNER
                    ? user.username()
                    : user.username() + " (" + assured.name().toLowerCase(Locale.ROOT) + ")";
        }
    }

    /// All cells of a method.
    static List<Cell> of(Method method) {
        return WORKLOADS.stream()
                .flatMap(workload -> callers().map(who -> new Cell(method, workload, who)))
                .toList();
    }

    /// Every user at every level, and nobody.
    static Stream<Optional<Who>> callers() {
        var people =
                Stream.of(TestUser.values())
                        .filter(user -> user != TestUser.PARTNER)
                        .flatMap(
                                user ->
                                        Stream.of(Assured.values())
                                                .map(each -> new Who(user, each)));
        var all = Stream.concat(people, Stream.of(new Who(TestUser.PARTNER, Assured.PASSWORD)));
        return Stream.concat(all.map(Optional::of), Stream.of(Optional.empty()));
    }

    /// What the contract says, worked out here and not by the gate: `allowed`, or code and reason
    /// of the refusal.
    String expected() {
        if (!tokenCounts()) {
            return "UNAUTHENTICATED TOKEN_INVALID";
        }
        var forWorkload =
                method.rule().getGrantsList().stream()
                        .filter(grant -> grant.getWorkloadsList().contains(workload))
                        .toList();
        if (forWorkload.isEmpty()) {
            return "PERMISSION_DENIED WORKLOAD_NOT_ALLOWED";
        }
        if (forWorkload.stream().anyMatch(grant -> grant.getRolesList().isEmpty())) {
            return ALLOWED;
        }
        if (who.isEmpty()) {
            return "UNAUTHENTICATED TOKEN_MISSING";
        }
        if (forWorkload.stream().noneMatch(this::namesTheRole)) {
            return "PERMISSION_DENIED ROLE_MISSING";
        }
        return isSureEnough() ? ALLOWED : "UNAUTHENTICATED INSUFFICIENT_USER_AUTHENTICATION";
    }

    /// The partner's token is bound to the partner's certificate, and not for decision-service.
    private boolean tokenCounts() {
        return !isPartner()
                || (workload.equals("partner")
                        && TestMesh.serving(method.declared().getService())
                                != MeshService.DECISIONS);
    }

    private boolean isSureEnough() {
        AccessRule rule = method.rule();
        Assured assured = who.map(Who::assured).orElseThrow();
        boolean fresh = rule.getMaxAge() == 0 || assured.age().toSeconds() <= rule.getMaxAge();
        return isPartner() || (assured.acr() >= rule.getAssurance().getNumber() && fresh);
    }

    private boolean isPartner() {
        return who.map(each -> each.user() == TestUser.PARTNER).orElse(false);
    }

    private boolean namesTheRole(Grant grant) {
        return who.map(each -> each.user().role())
                .filter(grant.getRolesList()::contains)
                .isPresent();
    }

    @Override
    public String toString() {
        return "%s as %s with %s".formatted(method, workload, callerName());
    }

    String callerName() {
        return who.map(Who::toString).orElse("no token");
    }
}
