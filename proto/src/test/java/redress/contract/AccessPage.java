package redress.contract;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import redress.access.v1.AccessProto;
import redress.access.v1.AccessRule;
import redress.access.v1.Assurance;
import redress.access.v1.Grant;
import redress.access.v1.Role;

/// Who may call what, as a page for people: derived from the options of the contract.
final class AccessPage {
    private static final int SECONDS_OF_A_MINUTE = 60;
    private static final String HEAD =
            """
            # Who may call what

            Made from the options of the contract (`proto`), which the gate enforces; a test compares the two. A call needs
            one line of *who*: the workload's certificate **and**, where roles are named, a user with one of them.
            *Sign-in* is what the user must have done: a password, a second factor, or a passkey, and within which time.
            *For* is what the caller may use the data for: the first line that fits, unless the caller names the purpose
            of another one in `redress-purpose`; the audit journal records it.
            A partner system does not sign in: its token is bound to its certificate.
            What a caller then sees of the items is limited further, in the database: what is sensitive needs a passkey
            used within 60 min, in every call. Some texts are shown to some roles only: see the end.
            """;

    private AccessPage() {}

    static String of(List<ServiceDescriptor> services) {
        return HEAD
                + services.stream().map(AccessPage::section).collect(Collectors.joining())
                + shown(services);
    }

    private static String shown(List<ServiceDescriptor> services) {
        return """

        ## What is shown to some only

        Whoever has none of the roles reads `[masked]` in its place, on every door, and may neither search by such a
        text nor change it. A request that holds the mask itself is refused.

        | text | shown to |
        |---|---|
        %s
        """
                .formatted(
                        ReachedFields.of(answers(services)).stream()
                                .filter(field -> !shownTo(field).isEmpty())
                                .map(AccessPage::shown)
                                .collect(Collectors.joining("\n")));
    }

    private static String shown(FieldDescriptor field) {
        return "| `%s` | %s |".formatted(field.getFullName(), roles(shownTo(field)));
    }

    private static List<Role> shownTo(FieldDescriptor field) {
        return field.getOptions().getExtension(AccessProto.shownTo);
    }

    private static Stream<Descriptor> answers(List<ServiceDescriptor> services) {
        return services.stream()
                .flatMap(service -> service.getMethods().stream())
                .map(MethodDescriptor::getOutputType);
    }

    private static String section(ServiceDescriptor service) {
        return """

        ## %s

        | call | who | for | sign-in | effect |
        |---|---|---|---|---|
        %s
        """
                .formatted(
                        service.getFullName(),
                        service.getMethods().stream()
                                .map(AccessPage::row)
                                .collect(Collectors.joining("\n")));
    }

    private static String row(MethodDescriptor method) {
        AccessRule rule = method.getOptions().getExtension(AccessProto.access);
        return "| `%s` | %s | %s | %s | %s |"
                .formatted(
                        method.getName(),
                        lines(rule, AccessPage::who),
                        lines(rule, grant -> word(grant.getPurpose().name(), "PURPOSE_")),
                        signIn(rule),
                        word(rule.getAudit().getEffect().name(), "EFFECT_"));
    }

    private static String lines(AccessRule rule, Function<Grant, String> line) {
        return rule.getGrantsList().stream().map(line).collect(Collectors.joining("<br>"));
    }

    private static String who(Grant grant) {
        String workloads = String.join(", ", grant.getWorkloadsList());
        if (grant.getRolesCount() == 0) {
            return workloads + ", for itself";
        }
        return workloads + " for " + roles(grant.getRolesList());
    }

    private static String roles(List<Role> roles) {
        return roles.stream()
                .map(role -> word(role.name(), "ROLE_"))
                .collect(Collectors.joining(", "));
    }

    private static String signIn(AccessRule rule) {
        if (rule.getAssurance() == Assurance.ASSURANCE_UNSPECIFIED) {
            return "";
        }
        String level = word(rule.getAssurance().name(), "ASSURANCE_");
        return rule.getMaxAge() == 0
                ? level
                : level + " within %d min".formatted(rule.getMaxAge() / SECONDS_OF_A_MINUTE);
    }

    private static String word(String constant, String prefix) {
        return constant.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
