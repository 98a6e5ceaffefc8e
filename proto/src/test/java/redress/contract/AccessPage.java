package redress.contract;

import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import redress.access.v1.AccessProto;
import redress.access.v1.AccessRule;
import redress.access.v1.Assurance;
import redress.access.v1.Grant;

/// Who may call what, as a page for people: derived from the options of the contract.
final class AccessPage {
    private static final String HEAD =
            """
            # Who may call what

            Made from the options of the contract (`proto`), which the gate enforces; a test compares the two. A call needs
            one line of *who*: the workload's certificate **and**, where roles are named, a user with one of them.
            *Sign-in* is what the user must have done: a password, a second factor, or a passkey, and within which time.
            What a caller then sees of the items is limited further, in the database.
            """;

    private AccessPage() {}

    static String of(List<ServiceDescriptor> services) {
        return HEAD + services.stream().map(AccessPage::section).collect(Collectors.joining());
    }

    private static String section(ServiceDescriptor service) {
        return """

        ## %s

        | call | who | sign-in | effect |
        |---|---|---|---|
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
        return "| `%s` | %s | %s | %s |"
                .formatted(
                        method.getName(),
                        rule.getGrantsList().stream()
                                .map(AccessPage::who)
                                .collect(Collectors.joining("<br>")),
                        signIn(rule),
                        word(rule.getAudit().getEffect().name(), "EFFECT_"));
    }

    private static String who(Grant grant) {
        String workloads = String.join(", ", grant.getWorkloadsList());
        if (grant.getRolesCount() == 0) {
            return workloads + ", for itself";
        }
        return workloads
                + " for "
                + grant.getRolesList().stream()
                        .map(role -> word(role.name(), "ROLE_"))
                        .collect(Collectors.joining(", "));
    }

    private static String signIn(AccessRule rule) {
        if (rule.getAssurance() == Assurance.ASSURANCE_UNSPECIFIED) {
            return "";
        }
        String needed = word(rule.getAssurance().name(), "ASSURANCE_");
        return rule.getMaxAge() == 0
                ? needed
                : "%s, at most %d min ago".formatted(needed, rule.getMaxAge() / 60);
    }

    private static String word(String constant, String prefix) {
        return constant.substring(prefix.length()).toLowerCase(Locale.ROOT).replace('_', ' ');
    }
}
