package redress.grievances.lifecycle;

import com.google.protobuf.Message;
import java.util.UUID;
import redress.grievances.v1.Decision;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.ProposeDecisionRequest;
import redress.grievances.v1.SubmitGrievanceRequest;

/// Requests about grievances, each with an identifier of its own.
public final class Requests {
    private Requests() {}

    /// A request about a grievance as it was read.
    @SuppressWarnings("unchecked")
    public static <M extends Message> M about(Grievance known, M request) {
        var builder = request.toBuilder();
        set(builder, "request_id", UUID.randomUUID().toString());
        set(builder, "id", known.getId());
        set(builder, "etag", known.getEtag());
        return (M) builder.build();
    }

    /// A grievance that arrives.
    public static SubmitGrievanceRequest submission() {
        var request =
                SubmitGrievanceRequest.newBuilder().setRequestId(UUID.randomUUID().toString());
        request.getDetailsBuilder().setTitle("No payment").setDescription("Nothing since May.");
        return request.build();
    }

    /// A decision in favour of the complainant.
    public static ProposeDecisionRequest decision() {
        return ProposeDecisionRequest.newBuilder()
                .setDecision(Decision.DECISION_UPHELD)
                .setReasons("Our mistake.")
                .setResolutionSummary("Paid in full.")
                .build();
    }

    private static void set(Message.Builder request, String field, String value) {
        var known = request.getDescriptorForType().findFieldByName(field);
        if (known != null) {
            request.setField(known, value);
        }
    }
}
