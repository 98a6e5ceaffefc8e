package redress.mesh.access;

import com.google.protobuf.Descriptors;
import io.grpc.MethodDescriptor;
import io.grpc.ServerServiceDefinition;
import io.grpc.protobuf.ProtoMethodDescriptorSupplier;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import redress.access.v1.AccessProto;
import redress.access.v1.AccessRule;
import redress.access.v1.Assurance;
import redress.access.v1.Effect;
import redress.access.v1.Grant;
import redress.access.v1.Purpose;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.mesh.identity.PeerIdentity;

/// The access rules of all methods that a process serves, read from the contract.
///
/// What has no rule is refused. Any doubt is a refusal.
public final class AccessRules {
    private final Map<String, AccessRule> rules;

    private AccessRules(Map<String, AccessRule> rules) {
        this.rules = Map.copyOf(rules);
    }

    /// Reads the rules of the services.
    ///
    /// @throws IllegalStateException if a method has no rule or an incomplete one: the service must
    ///   not start
    public static AccessRules of(Iterable<ServerServiceDefinition> services) {
        var rules = new HashMap<String, AccessRule>();
        for (var service : services) {
            for (var method : service.getMethods()) {
                var descriptor = method.getMethodDescriptor();
                rules.put(descriptor.getFullMethodName(), complete(declared(descriptor)));
            }
        }
        return new AccessRules(rules);
    }

    /// The contract's description of a method.
    ///
    /// @throws IllegalStateException if the method does not come from a contract
    public static Descriptors.MethodDescriptor declared(MethodDescriptor<?, ?> method) {
        if (method.getSchemaDescriptor() instanceof ProtoMethodDescriptorSupplier supplier) {
            return supplier.getMethodDescriptor();
        }
        throw new IllegalStateException(
                method.getFullMethodName() + ": no contract (expected: a method of a .proto file)");
    }

    /// The rule of a method, if the process serves it.
    public Optional<AccessRule> of(String fullMethodName) {
        return Optional.ofNullable(rules.get(fullMethodName));
    }

    /// What a method does; of one that the process does not serve nothing is known.
    Effect effect(String fullMethodName) {
        return of(fullMethodName)
                .map(rule -> rule.getAudit().getEffect())
                .orElse(Effect.EFFECT_UNSPECIFIED);
    }

    /// Admits the caller of a method or refuses it.
    ///
    /// @param stated the purpose that the caller names, without prefix; empty: that of the first
    ///   grant that admits the caller
    /// @param now how long ago the user identified is counted from here
    /// @throws Refusal that says which of workload, user, role, purpose or assurance is missing
    public Caller admit(
            String fullMethodName,
            PeerIdentity peer,
            Optional<User> user,
            Optional<String> stated,
            Instant now) {
        AccessRule rule =
                of(fullMethodName)
                        .orElseThrow(
                                () ->
                                        new Refusal(
                                                Reason.REASON_UNKNOWN_METHOD,
                                                "the contract has no such method"));
        var open =
                rule.getGrantsList().stream()
                        .filter(grant -> grant.getWorkloadsList().contains(peer.workload()))
                        .toList();
        if (open.isEmpty()) {
            throw new Refusal(
                    Reason.REASON_WORKLOAD_NOT_ALLOWED, "the workload may not make this call");
        }
        var withoutUser = open.stream().filter(grant -> grant.getRolesCount() == 0).toList();
        if (!withoutUser.isEmpty()) {
            return new Caller(peer, user, purpose(withoutUser, stated));
        }
        User known = user.orElseThrow(AccessRules::tokenMissing);
        var own = open.stream().filter(grant -> matches(grant, known)).toList();
        if (own.isEmpty()) {
            throw new Refusal(Reason.REASON_ROLE_MISSING, "the user has no role for this call");
        }
        Purpose purpose = purpose(own, stated);
        var demand = Demand.of(rule);
        if (!known.isSystem() && !demand.isMetBy(known.signIn(), now)) {
            throw Refusal.stepUp(demand);
        }
        return new Caller(peer, user, purpose);
    }

    private static Purpose purpose(List<Grant> admitting, Optional<String> stated) {
        var allowed = admitting.stream().map(Grant::getPurpose).distinct().toList();
        if (stated.isEmpty()) {
            return allowed.getFirst();
        }
        return allowed.stream()
                .filter(each -> name(each).equals(stated.get()))
                .findFirst()
                .orElseThrow(() -> notAllowed(allowed));
    }

    private static Refusal notAllowed(List<Purpose> allowed) {
        return new Refusal(
                Reason.REASON_PURPOSE_NOT_ALLOWED,
                "not for this purpose (expected: %s)"
                        .formatted(
                                allowed.stream()
                                        .map(AccessRules::name)
                                        .collect(Collectors.joining(" or "))));
    }

    private static String name(Purpose purpose) {
        return purpose.name().substring("PURPOSE_".length());
    }

    private static boolean matches(Grant grant, User user) {
        return grant.getRolesList().stream().anyMatch(user.roles()::contains);
    }

    private static Refusal tokenMissing() {
        return new Refusal(
                Reason.REASON_TOKEN_MISSING, "the call needs a user (expected: a bearer token)");
    }

    private static AccessRule complete(Descriptors.MethodDescriptor method) {
        var rule = method.getOptions().getExtension(AccessProto.access);
        require(rule.getGrantsCount() > 0, method, "grants");
        for (var grant : rule.getGrantsList()) {
            require(grant.getWorkloadsCount() > 0, method, "workloads in every grant");
            require(
                    grant.getPurpose() != Purpose.PURPOSE_UNSPECIFIED,
                    method,
                    "a purpose in every grant");
            require(
                    grant.getRolesCount() == 0
                            || rule.getAssurance() != Assurance.ASSURANCE_UNSPECIFIED,
                    method,
                    "assurance");
        }
        require(
                rule.getAssurance().getNumber() <= Assurance.ASSURANCE_PASSWORD.getNumber()
                        || isForPeople(rule),
                method,
                "no partner system where more than a password is needed");
        require(rule.getMaxAge() >= 0, method, "max_age of 0 or more");
        require(rule.getAudit().getEffect() != Effect.EFFECT_UNSPECIFIED, method, "audit.effect");
        return rule;
    }

    // A system can't step up: what needs a surely identified person is not for systems.
    private static boolean isForPeople(AccessRule rule) {
        return rule.getGrantsList().stream()
                .noneMatch(grant -> grant.getRolesList().contains(Role.ROLE_PARTNER_SYSTEM));
    }

    private static void require(
            boolean holds, Descriptors.MethodDescriptor method, String expected) {
        if (!holds) {
            throw new IllegalStateException(
                    method.getFullName() + ": incomplete access rule (expected: " + expected + ")");
        }
    }

    @Override
    public String toString() {
        return rules.keySet().stream().sorted().collect(Collectors.joining(", "));
    }
}
