package redress.mesh.graphql;

import io.grpc.ServiceDescriptor;
import java.util.List;
import java.util.Map;
import redress.audit.v1.AuditServiceGrpc;
import redress.cases.v1.CaseAttachmentServiceGrpc;
import redress.cases.v1.CaseSearchServiceGrpc;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.CaseWebhookServiceGrpc;
import redress.cases.v1.CaseWorkServiceGrpc;
import redress.cases.v1.ConsentServiceGrpc;
import redress.cases.v1.ReferralServiceGrpc;
import redress.decisions.v1.DecisionServiceGrpc;
import redress.decisions.v1.ModelRegistryServiceGrpc;
import redress.grievances.v1.GrievanceAttachmentServiceGrpc;
import redress.grievances.v1.GrievanceSearchServiceGrpc;
import redress.grievances.v1.GrievanceServiceGrpc;
import redress.grievances.v1.GrievanceWebhookServiceGrpc;
import redress.mesh.rest.HttpBinding;
import redress.personaldata.v1.PersonalDataServiceGrpc;
import redress.rights.v1.RightsServiceGrpc;

/// The subgraphs of the three services.
final class Subgraphs {
    private static final Map<String, List<ServiceDescriptor>> SERVED =
            Map.of(
                    "case-service",
                    List.of(
                            CaseServiceGrpc.getServiceDescriptor(),
                            CaseSearchServiceGrpc.getServiceDescriptor(),
                            CaseAttachmentServiceGrpc.getServiceDescriptor(),
                            CaseWebhookServiceGrpc.getServiceDescriptor(),
                            CaseWorkServiceGrpc.getServiceDescriptor(),
                            ConsentServiceGrpc.getServiceDescriptor(),
                            ReferralServiceGrpc.getServiceDescriptor(),
                            RightsServiceGrpc.getServiceDescriptor(),
                            AuditServiceGrpc.getServiceDescriptor(),
                            PersonalDataServiceGrpc.getServiceDescriptor()),
                    "grievance-service",
                    List.of(
                            GrievanceServiceGrpc.getServiceDescriptor(),
                            GrievanceSearchServiceGrpc.getServiceDescriptor(),
                            GrievanceWebhookServiceGrpc.getServiceDescriptor(),
                            GrievanceAttachmentServiceGrpc.getServiceDescriptor(),
                            AuditServiceGrpc.getServiceDescriptor(),
                            PersonalDataServiceGrpc.getServiceDescriptor()),
                    "decision-service",
                    List.of(
                            DecisionServiceGrpc.getServiceDescriptor(),
                            ModelRegistryServiceGrpc.getServiceDescriptor(),
                            AuditServiceGrpc.getServiceDescriptor(),
                            PersonalDataServiceGrpc.getServiceDescriptor()));

    private Subgraphs() {}

    static List<String> names() {
        return SERVED.keySet().stream().sorted().toList();
    }

    static List<HttpBinding> bindings(String service) {
        return SERVED.getOrDefault(service, List.of()).stream()
                .flatMap(each -> each.getMethods().stream())
                .flatMap(method -> HttpBinding.of(method).stream())
                .toList();
    }

    static Subgraph of(String service) {
        return Subgraph.of(
                bindings(service),
                SERVED.getOrDefault(service, List.of()).stream()
                        .flatMap(each -> each.getMethods().stream())
                        .flatMap(method -> Subscription.of(method).stream())
                        .toList());
    }
}
