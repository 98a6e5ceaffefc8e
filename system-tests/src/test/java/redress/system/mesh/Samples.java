package redress.system.mesh;

import com.github.f4b6a3.uuid.UuidCreator;
import redress.beneficiaries.v1.ClientType;
import redress.beneficiaries.v1.Sensitivity;
import redress.cases.v1.CaseDetails;
import redress.cases.v1.IntakeSource;
import redress.cases.v1.OpenCaseRequest;
import redress.grievances.v1.Channel;
import redress.grievances.v1.ComplainantType;
import redress.grievances.v1.GrievanceDetails;
import redress.grievances.v1.SubmitGrievanceRequest;

/// Made-up households and complaints.
public final class Samples {
    private Samples() {}

    /// A fresh identifier.
    public static String id() {
        return UuidCreator.getTimeOrderedEpoch().toString();
    }

    /// A name that no other test uses, for instance of an area.
    public static String name(String prefix) {
        return prefix + "-" + id();
    }

    public static OpenCaseRequest openCase(String area) {
        return OpenCaseRequest.newBuilder()
                .setRequestId(id())
                .setDetails(caseDetails(area))
                .build();
    }

    public static CaseDetails.Builder caseDetails(String area) {
        return CaseDetails.newBuilder()
                .setCaseType("household_support")
                .setTitle("Roof lost in the storm")
                .setPresentingIssue("The roof is gone and the rain comes in.")
                .setClientType(ClientType.CLIENT_TYPE_HOUSEHOLD)
                .setAreaCode(area)
                .setIntakeSource(IntakeSource.INTAKE_SOURCE_WALK_IN)
                .setIntensityLevel(2)
                .putFacts("rooms", 1)
                .putFacts("members", 6);
    }

    public static SubmitGrievanceRequest submitGrievance(String area) {
        return SubmitGrievanceRequest.newBuilder()
                .setRequestId(id())
                .setDetails(grievanceDetails(area))
                .build();
    }

    /// A grievance of the sensitive track.
    public static SubmitGrievanceRequest submitSensitive(String area) {
        return SubmitGrievanceRequest.newBuilder()
                .setRequestId(id())
                .setDetails(
                        grievanceDetails(area)
                                .setTitle("About a member of staff")
                                .setSensitivity(Sensitivity.SENSITIVITY_HIGHLY_SENSITIVE))
                .build();
    }

    public static GrievanceDetails.Builder grievanceDetails(String area) {
        return GrievanceDetails.newBuilder()
                .setTitle("No payment since May")
                .setDescription("My payment stopped in May and nobody could say why.")
                .setChannel(Channel.CHANNEL_PHONE)
                .setComplainantType(ComplainantType.COMPLAINANT_TYPE_BENEFICIARY)
                .setLanguage("en")
                .setAreaCode(area);
    }
}
