package redress.grievances.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.Reason;
import redress.access.v1.Role;
import redress.beneficiaries.v1.Sensitivity;
import redress.grievances.postgres.TestDatabase;
import redress.grievances.v1.AcknowledgeGrievanceRequest;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.ListGrievanceTimelineRequest;
import redress.grievances.v1.SubmitGrievanceRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Refusal;
import redress.timeline.v1.TimelineEntry;

class GrievanceLifecycleIT {
    private static final Caller OFFICER =
            TestDatabase.person("officer", Role.ROLE_GRIEVANCE_OFFICER);
    private static final Caller CLEARED =
            TestDatabase.person("cleared", Role.ROLE_SENSITIVE_OFFICER);
    private static final Caller PARTNER = TestDatabase.person("partner", Role.ROLE_PARTNER_SYSTEM);

    private static final TestDatabase POSTGRES = TestDatabase.start();

    private final TestUseCases use = new TestUseCases(POSTGRES.database());
    private final SubmitGrievance submitting = use.submitting();
    private final ProgressGrievance progress = use.progress();
    private final ReadGrievances reading = use.reading();

    @AfterAll
    static void stop() throws IOException {
        POSTGRES.close();
    }

    @Test
    void takesInASubmissionOnce() {
        var submission = submission(0);

        assertThat(submitting.submit(PARTNER, submission))
                .isEqualTo(submitting.submit(PARTNER, submission));
    }

    @Test
    void whoHandsInASensitiveGrievanceGetsTheAnswerAndNoMore() {
        var submission = submission(Sensitivity.SENSITIVITY_SENSITIVE_VALUE);

        Grievance received = submitting.submit(OFFICER, submission);

        assertThat(submitting.submit(OFFICER, submission)).isEqualTo(received);
        refused(Reason.REASON_NOT_FOUND, () -> reading.get(OFFICER, received.getId()));
        refused(Reason.REASON_NOT_FOUND, () -> timeline(OFFICER, received));
        refused(
                Reason.REASON_NOT_FOUND,
                () -> progress.acknowledge(OFFICER, acknowledgement(received)));
        assertThat(progress.assign(CLEARED, assignment(received)).getAssignedTo())
                .isEqualTo("cleared");
    }

    @Test
    @DisplayName("zero-trust 12: reading and deciding what is sensitive answers the challenge")
    void asksWhoIsClearedToIdentifySurely() {
        var unsure = TestDatabase.unsure("cleared", Role.ROLE_SENSITIVE_OFFICER);
        Grievance received =
                submitting.submit(unsure, submission(Sensitivity.SENSITIVITY_SENSITIVE_VALUE));

        for (Runnable call :
                List.<Runnable>of(
                        () -> reading.get(unsure, received.getId()),
                        () -> timeline(unsure, received),
                        () -> progress.acknowledge(unsure, acknowledgement(received)),
                        () ->
                                use.decisions()
                                        .propose(
                                                unsure,
                                                Requests.about(received, Requests.decision())))) {
            refused(Reason.REASON_INSUFFICIENT_USER_AUTHENTICATION, call);
        }
        assertThat(reading.get(CLEARED, received.getId())).isEqualTo(received);
    }

    @Test
    void refusesAnOlderVersion() {
        Grievance received = submitting.submit(PARTNER, submission(0));
        progress.acknowledge(OFFICER, acknowledgement(received));

        refused(Reason.REASON_STALE_ETAG, () -> progress.assign(OFFICER, assignment(received)));
    }

    private List<TimelineEntry> timeline(Caller caller, Grievance known) {
        var request = ListGrievanceTimelineRequest.newBuilder().setGrievanceId(known.getId());
        return reading.timeline(caller, request.build()).rows();
    }

    private static void refused(Reason reason, Runnable call) {
        assertThatThrownBy(call::run)
                .isInstanceOfSatisfying(
                        Refusal.class, refusal -> assertThat(refusal.reason()).isEqualTo(reason));
    }

    private static SubmitGrievanceRequest submission(int sensitivity) {
        var request = SubmitGrievanceRequest.newBuilder().setRequestId(newId());
        request.getDetailsBuilder().setTitle("No payment").setSensitivityValue(sensitivity);
        return request.build();
    }

    private static AcknowledgeGrievanceRequest acknowledgement(Grievance known) {
        return AcknowledgeGrievanceRequest.newBuilder()
                .setRequestId(newId())
                .setId(known.getId())
                .setEtag(known.getEtag())
                .build();
    }

    private static AssignGrievanceRequest assignment(Grievance known) {
        return AssignGrievanceRequest.newBuilder()
                .setRequestId(newId())
                .setId(known.getId())
                .setEtag(known.getEtag())
                .setAssignedTo("cleared")
                .build();
    }

    private static String newId() {
        return UUID.randomUUID().toString();
    }
}
