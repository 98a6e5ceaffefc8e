package redress.contract;

import static org.assertj.core.api.Assertions.assertThat;

import build.buf.protovalidate.ValidatorFactory;
import com.google.common.base.Splitter;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.FieldDescriptor.JavaType;
import com.google.protobuf.Descriptors.FileDescriptor;
import com.google.protobuf.Descriptors.MethodDescriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.JsonFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import redress.access.v1.AccessProto;
import redress.access.v1.AccessRule;
import redress.access.v1.Assurance;
import redress.access.v1.DataClass;
import redress.access.v1.Effect;
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
import redress.rights.v1.RightsServiceProto;

class ContractTest {
    /// They answer with numbers, identifiers, or what belongs to no person, such as models. A
    /// receipt's code leads to its grievances, which the call itself notes.
    private static final Set<String> ABOUT_NO_ITEM =
            Set.of(
                    "redress.audit.v1.AuditService.ListEntries",
                    "redress.cases.v1.CaseSearchService.CountCases",
                    "redress.cases.v1.CaseSearchService.ListCaseSearches",
                    "redress.cases.v1.CaseService.ListCaseUpdates",
                    "redress.decisions.v1.ModelRegistryService.ListModels",
                    "redress.decisions.v1.ModelRegistryService.ListModelLines",
                    "redress.decisions.v1.ModelRegistryService.ListModelHistory",
                    "redress.grievances.v1.GrievanceSearchService.CountGrievances",
                    "redress.grievances.v1.GrievanceSearchService.ListGrievanceSearches",
                    "redress.grievances.v1.GrievanceService.ListCategories",
                    "redress.grievances.v1.GrievanceService.ImportCategories",
                    "redress.grievances.v1.GrievanceService.FollowGrievance",
                    "redress.grievances.v1.GrievanceService.AnswerQuestion",
                    "redress.grievances.v1.GrievanceService.RespondToDecision",
                    "redress.grievances.v1.GrievanceService.AppealDecision",
                    "redress.rights.v1.RightsService.PreviewRetention");

    static final List<FileDescriptor> FILES =
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
                    AuditServiceProto.getDescriptor(),
                    RightsServiceProto.getDescriptor(),
                    PersonalDataServiceProto.getDescriptor());

    static Stream<MethodDescriptor> methods() {
        return FILES.stream()
                .flatMap(file -> file.getServices().stream())
                .flatMap(service -> service.getMethods().stream());
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyMethodSaysWhoMayCallAndWhatIsRecorded(MethodDescriptor method) {
        AccessRule rule = method.getOptions().getExtension(AccessProto.access);
        assertThat(rule.getGrantsList()).isNotEmpty();
        assertThat(rule.getGrantsList()).allMatch(grant -> grant.getWorkloadsCount() > 0);
        assertThat(rule.getAudit().getEffect()).isNotEqualTo(Effect.EFFECT_UNSPECIFIED);
        if (rule.getGrantsList().stream().anyMatch(grant -> grant.getRolesCount() > 0)) {
            assertThat(rule.getAssurance()).isNotEqualTo(Assurance.ASSURANCE_UNSPECIFIED);
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void whatNamesTheObjectsIsAFieldOfTheRequest(MethodDescriptor method) {
        var audit = method.getOptions().getExtension(AccessProto.access).getAudit();
        for (String path : List.of(audit.getObjectField(), audit.getOtherObjectField())) {
            String first = path.split("\\.", 2)[0];
            assertThat(first.isEmpty() || method.getInputType().findFieldByName(first) != null)
                    .describedAs(path)
                    .isTrue();
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void whatIsAnsweredIsRecordedToo(MethodDescriptor method) {
        var audit = method.getOptions().getExtension(AccessProto.access).getAudit();
        if (!method.isServerStreaming()
                && audit.getObjectField().isEmpty()
                && audit.getAnswerField().isEmpty()) {
            assertThat(ABOUT_NO_ITEM).contains(method.getFullName());
        }
        var type = method.getOutputType();
        for (String name : Splitter.on('.').omitEmptyStrings().split(audit.getAnswerField())) {
            var field = type.findFieldByName(name);
            assertThat(field).describedAs(audit.getAnswerField()).isNotNull();
            type = field.getJavaType() == JavaType.MESSAGE ? field.getMessageType() : type;
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyExampleIsAValidRequest(MethodDescriptor method) throws Exception {
        var request = DynamicMessage.newBuilder(method.getInputType());
        String example = method.getOptions().getExtension(AccessProto.access).getExample();
        JsonFormat.parser().merge(example, request);
        var result = ValidatorFactory.newBuilder().build().validate(request.build());
        assertThat(result.getViolations()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("methods")
    void everyWriteCarriesARequestIdentifier(MethodDescriptor method) {
        AccessRule rule = method.getOptions().getExtension(AccessProto.access);
        if (rule.getAudit().getEffect() == Effect.EFFECT_WRITE) {
            assertThat(method.getInputType().findFieldByName("request_id")).isNotNull();
        }
    }

    @ParameterizedTest
    @MethodSource("methods")
    void whatIsShownToSomeOnlyIsATextAboutAPerson(MethodDescriptor method) {
        for (var field : ReachedFields.of(Stream.of(method.getOutputType()))) {
            if (field.getOptions().getExtensionCount(AccessProto.shownTo) > 0) {
                assertThat(field.getJavaType()).isEqualTo(JavaType.STRING);
                assertThat(field.getOptions().getExtension(AccessProto.dataClass))
                        .isIn(DataClass.DATA_CLASS_PERSONAL, DataClass.DATA_CLASS_SPECIAL);
            }
        }
    }

    /// What is in an Any can't be masked.
    @ParameterizedTest
    @MethodSource("methods")
    void anythingIsAnsweredToNoUser(MethodDescriptor method) {
        var answered = ReachedFields.of(Stream.of(method.getOutputType()));
        if (answered.stream().anyMatch(ContractTest::isAnything)) {
            var rule = method.getOptions().getExtension(AccessProto.access);
            assertThat(rule.getGrantsList()).flatMap(Grant::getRolesList).isEmpty();
        }
    }

    private static boolean isAnything(FieldDescriptor field) {
        return field.getJavaType() == JavaType.MESSAGE
                && field.getMessageType().getFullName().equals("google.protobuf.Any");
    }
}
