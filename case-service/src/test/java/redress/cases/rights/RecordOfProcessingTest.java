package redress.cases.rights;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.ServiceDescriptor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import redress.access.v1.AccessProto;
import redress.access.v1.DataClass;
import redress.access.v1.Grant;
import redress.audit.v1.AuditServiceProto;
import redress.cases.v1.CaseAttachmentServiceProto;
import redress.cases.v1.CaseSearchServiceProto;
import redress.cases.v1.CaseServiceProto;
import redress.cases.v1.CaseWebhookServiceProto;
import redress.cases.v1.CaseWorkServiceProto;
import redress.cases.v1.ConsentServiceProto;
import redress.cases.v1.ReferralServiceProto;
import redress.decisions.v1.DecisionServiceProto;
import redress.decisions.v1.ModelRegistryServiceProto;
import redress.grievances.v1.GrievanceAttachmentServiceProto;
import redress.grievances.v1.GrievanceSearchServiceProto;
import redress.grievances.v1.GrievanceServiceProto;
import redress.grievances.v1.GrievanceWebhookServiceProto;
import redress.personaldata.v1.PersonalDataServiceProto;
import redress.rights.v1.RetentionRule;
import redress.rights.v1.RightsServiceProto;

/// The record of processing in `docs` says what the contract says. It is written anew with
/// `-Dredress.docs.write=true`.
class RecordOfProcessingTest {
    private static final Path PAGE = Path.of("../docs/record-of-processing.md");
    private static final List<FileDescriptor> FILES =
            List.of(
                    CaseServiceProto.getDescriptor(),
                    CaseSearchServiceProto.getDescriptor(),
                    CaseWebhookServiceProto.getDescriptor(),
                    CaseWorkServiceProto.getDescriptor(),
                    CaseAttachmentServiceProto.getDescriptor(),
                    ConsentServiceProto.getDescriptor(),
                    ReferralServiceProto.getDescriptor(),
                    GrievanceServiceProto.getDescriptor(),
                    GrievanceAttachmentServiceProto.getDescriptor(),
                    GrievanceSearchServiceProto.getDescriptor(),
                    GrievanceWebhookServiceProto.getDescriptor(),
                    DecisionServiceProto.getDescriptor(),
                    ModelRegistryServiceProto.getDescriptor(),
                    RightsServiceProto.getDescriptor(),
                    PersonalDataServiceProto.getDescriptor(),
                    AuditServiceProto.getDescriptor());

    private static final String HEAD =
            """
            # Record of processing activities (GDPR Art. 30)

            Made from the contract (`proto`) and the rules of retention that case-service ships with; a test fails when
            this page is not what they say. Controller, contacts and transfers to third countries belong to an
            installation: add them to your copy.

            Security of all of it (Art. 32): mutual TLS 1.3 with short-lived certificates, access by workload and role,
            personal fields sealed with a key of each beneficiary, row level security, an audit journal of every call.
            """;

    @Test
    void thePageSaysWhatTheContractSays() throws IOException {
        String page = page();
        if (Boolean.getBoolean("redress.docs.write")) {
            Files.writeString(PAGE, page);
        }
        assertThat(PAGE)
                .describedAs(
                        "to make it anew: ./mvnw test -pl case-service -am"
                                + " -Dtest=RecordOfProcessingTest -Dredress.docs.write=true")
                .hasContent(page);
    }

    @Test
    void everyServiceOfTheContractSaysWhatItProcessesDataFor() {
        assertThat(services())
                .allMatch(service -> service.getOptions().hasExtension(AccessProto.processing));
    }

    private static String page() {
        return HEAD
                + services().stream()
                        .map(RecordOfProcessingTest::activity)
                        .collect(Collectors.joining())
                + retention();
    }

    private static List<ServiceDescriptor> services() {
        return FILES.stream().flatMap(file -> file.getServices().stream()).toList();
    }

    private static String activity(ServiceDescriptor service) {
        var processing = service.getOptions().getExtension(AccessProto.processing);
        return """

        ## %s

        | | |
        |---|---|
        | purposes | %s |
        | data subjects | %s |
        | legal basis | %s |
        | recipients | %s |
        | personal data | %s |
        | special or as harmful | %s |
        """
                .formatted(
                        service.getFullName(),
                        String.join("; ", processing.getPurposesList()),
                        String.join(", ", processing.getDataSubjectsList()),
                        processing.getLegalBasis(),
                        recipients(service),
                        fields(service, DataClass.DATA_CLASS_PERSONAL),
                        fields(service, DataClass.DATA_CLASS_SPECIAL));
    }

    private static String recipients(ServiceDescriptor service) {
        var names = new TreeSet<String>();
        for (var method : service.getMethods()) {
            for (Grant grant :
                    method.getOptions().getExtension(AccessProto.access).getGrantsList()) {
                grant.getRolesList()
                        .forEach(role -> names.add(words(role.name().substring("ROLE_".length()))));
                if (grant.getRolesCount() == 0) {
                    names.addAll(grant.getWorkloadsList());
                }
            }
        }
        return String.join(", ", names);
    }

    private static String fields(ServiceDescriptor service, DataClass wanted) {
        var names = new TreeSet<String>();
        var seen = new HashSet<Descriptor>();
        for (var method : service.getMethods()) {
            collect(method.getInputType(), wanted, names, seen);
            collect(method.getOutputType(), wanted, names, seen);
        }
        return names.isEmpty() ? "none" : String.join(", ", names);
    }

    private static void collect(
            Descriptor message, DataClass wanted, Set<String> names, Set<Descriptor> seen) {
        if (!seen.add(message)) {
            return;
        }
        for (FieldDescriptor field : message.getFields()) {
            if (field.getOptions().getExtension(AccessProto.dataClass) == wanted) {
                names.add(field.getName().replace('_', ' '));
            }
            if (field.getJavaType() == JavaType.MESSAGE) {
                collect(field.getMessageType(), wanted, names, seen);
            }
        }
    }

    private static String retention() {
        var page =
                new StringBuilder(
                        """

                        ## Retention

                        | rule | of | in state | erased after days | why |
                        |---|---|---|---|---|
                        """);
        for (RetentionRule rule :
                ConfiguredRetention.parse(ConfiguredRetention.shipped()).rules()) {
            page.append(
                    "| %s | %s | %s | %d | %s |\n"
                            .formatted(
                                    rule.getName(),
                                    rule.getService(),
                                    String.join(", ", rule.getStatesList()),
                                    rule.getAfterDays(),
                                    rule.getLegalBasis()));
        }
        return page.toString();
    }

    private static String words(String name) {
        return name.toLowerCase(java.util.Locale.ROOT).replace('_', ' ');
    }
}
