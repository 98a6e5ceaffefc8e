package redress.local.drill;

import io.grpc.Channel;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import redress.beneficiaries.v1.ClientType;
import redress.cases.v1.Case;
import redress.cases.v1.CaseDetails;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.CaseServiceGrpc.CaseServiceBlockingStub;
import redress.cases.v1.CaseState;
import redress.cases.v1.CloseCaseRequest;
import redress.cases.v1.ClosureOutcome;
import redress.cases.v1.IntakeSource;
import redress.cases.v1.ListCasesRequest;
import redress.cases.v1.OpenCaseRequest;
import redress.decisions.v1.Recommendation;
import redress.grievances.v1.ComplainantType;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceDetails;
import redress.grievances.v1.GrievanceServiceGrpc;
import redress.grievances.v1.GrievanceServiceGrpc.GrievanceServiceBlockingStub;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.ListGrievancesRequest;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.grievances.v1.WithdrawGrievanceRequest;

/// The cases and grievances of the drill: all of programme `drill` and area `DRILL`, about nobody,
/// and ended as soon as they are there. Nothing of them is deleted.
final class Items {
    static final String AREA = "DRILL";
    private static final String PROGRAMME = "drill";
    private static final String WHY = "Made by the certificate drill.";
    private static final long DEADLINE_SECONDS = 30;
    private static final int LARGEST_PAGE = 100;

    private Items() {}

    static void listCases(Channel channel) {
        var _ = cases(channel).listCases(ListCasesRequest.newBuilder().setPageSize(1).build());
    }

    static void listGrievances(Channel channel) {
        var request = ListGrievancesRequest.newBuilder().setPageSize(1).build();
        var _ = grievances(channel).listGrievances(request);
    }

    /// Opens a case, which has to come back with the model's recommendation.
    static Case openCase(Channel channel) throws UnansweredException {
        var details =
                CaseDetails.newBuilder()
                        .setCaseType("drill")
                        .setTitle(WHY)
                        .setClientType(ClientType.CLIENT_TYPE_HOUSEHOLD)
                        .addProgrammeIds(PROGRAMME)
                        .setAreaCode(AREA)
                        .setIntakeSource(IntakeSource.INTAKE_SOURCE_WALK_IN)
                        .putFacts("rooms", 1);
        var request = OpenCaseRequest.newBuilder().setRequestId(id()).setDetails(details).build();
        Case opened = cases(channel).openCase(request).getCase();
        requireModel(opened.getRecommendation());
        return opened;
    }

    static void closeCase(Channel channel, Case opened) {
        var request =
                CloseCaseRequest.newBuilder()
                        .setRequestId(id())
                        .setId(opened.getId())
                        .setEtag(opened.getEtag())
                        .setClosureOutcome(ClosureOutcome.CLOSURE_OUTCOME_OTHER)
                        .setClosureReason(WHY)
                        .build();
        var _ = cases(channel).closeCase(request);
    }

    /// Submits a grievance, which has to come back with the model's recommendation.
    static Grievance submitGrievance(Channel channel) throws UnansweredException {
        var details =
                GrievanceDetails.newBuilder()
                        .setTitle(WHY)
                        .setDescription(WHY)
                        .setChannel(redress.grievances.v1.Channel.CHANNEL_WEB)
                        .setComplainantType(ComplainantType.COMPLAINANT_TYPE_BENEFICIARY)
                        .setLanguage("en")
                        .addProgrammeIds(PROGRAMME)
                        .setAreaCode(AREA);
        var request =
                SubmitGrievanceRequest.newBuilder().setRequestId(id()).setDetails(details).build();
        Grievance submitted = grievances(channel).submitGrievance(request).getGrievance();
        requireModel(submitted.getRecommendation());
        return submitted;
    }

    static void withdrawGrievance(Channel channel, Grievance submitted) {
        var request =
                WithdrawGrievanceRequest.newBuilder()
                        .setRequestId(id())
                        .setId(submitted.getId())
                        .setEtag(submitted.getEtag())
                        .setReason(WHY)
                        .build();
        var _ = grievances(channel).withdrawGrievance(request);
    }

    /// Ends what a drill has left, such as after a failed call.
    static void closeAllCases(Channel channel) {
        var request =
                ListCasesRequest.newBuilder()
                        .setAreaCode(AREA)
                        .setState(CaseState.CASE_STATE_ACTIVE)
                        .setPageSize(LARGEST_PAGE)
                        .build();
        cases(channel).listCases(request).getCasesList().forEach(each -> closeCase(channel, each));
    }

    /// Ends what a drill has left.
    static void withdrawAllGrievances(Channel channel) {
        var request =
                ListGrievancesRequest.newBuilder()
                        .setAreaCode(AREA)
                        .setState(GrievanceState.GRIEVANCE_STATE_RECEIVED)
                        .setPageSize(LARGEST_PAGE)
                        .build();
        grievances(channel)
                .listGrievances(request)
                .getGrievancesList()
                .forEach(each -> withdrawGrievance(channel, each));
    }

    /// Rules answer where decision-service was not reached: the item is safe, but the call inside
    /// failed.
    static void requireModel(Recommendation given) throws UnansweredException {
        if (!given.hasModel()) {
            throw new UnansweredException(
                    "recommendation: by rules %s (expected: decision-service's)"
                            .formatted(given.getRuleSet()));
        }
    }

    static String id() {
        return UUID.randomUUID().toString();
    }

    private static CaseServiceBlockingStub cases(Channel channel) {
        return CaseServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }

    private static GrievanceServiceBlockingStub grievances(Channel channel) {
        return GrievanceServiceGrpc.newBlockingStub(channel)
                .withDeadlineAfter(DEADLINE_SECONDS, TimeUnit.SECONDS);
    }
}
