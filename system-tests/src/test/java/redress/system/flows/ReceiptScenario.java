package redress.system.flows;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.system.mesh.Refused.assertRefused;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.grpc.Status.Code;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import redress.audit.v1.AuditServiceGrpc;
import redress.audit.v1.ListEntriesRequest;
import redress.grievances.v1.AnswerQuestionRequest;
import redress.grievances.v1.AssignGrievanceRequest;
import redress.grievances.v1.FollowGrievanceRequest;
import redress.grievances.v1.Grievance;
import redress.grievances.v1.GrievanceState;
import redress.grievances.v1.IssueReceiptRequest;
import redress.grievances.v1.RequestInformationRequest;
import redress.local.home.MeshService;
import redress.system.mesh.Assured;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// Somebody without a name complains about staff, follows it with a code and answers a question.
@Scenario
class ReceiptScenario {
    @Test
    void somebodyWithoutANameFollowsWhatNobodyElseSees(TestMesh mesh) throws Exception {
        var worker = mesh.console(TestUser.WORKER).grievances();
        var cleared = mesh.console(TestUser.SENSITIVE_OFFICER, Assured.PASSKEY).grievances();
        var nobody = mesh.as("console").grievances();
        Grievance hidden =
                worker.submitGrievance(Samples.submitSensitive(Samples.name("receipt")))
                        .getGrievance();

        var receipt = worker.issueReceipt(asking(hidden)).getReceipt();
        assertThat(signedBy(receipt.getSigned(), hidden.getNumber()))
                .isEqualTo("spiffe://%s/grievance-service".formatted(TestMesh.TRUST_DOMAIN));
        var _ =
                assertRefused(
                        Code.NOT_FOUND, "NOT_FOUND", () -> cleared.issueReceipt(asking(hidden)));

        var follow = FollowGrievanceRequest.newBuilder().setCode(receipt.getCode()).build();
        assertThat(nobody.followGrievance(follow).getGrievances(0).getNumber())
                .isEqualTo(hidden.getNumber());
        var _ =
                assertRefused(
                        Code.NOT_FOUND,
                        "NOT_FOUND",
                        () -> nobody.followGrievance(follow.toBuilder().setCode("1").build()));

        ask(mesh, hidden);
        assertThat(nobody.followGrievance(follow).getGrievances(0).getQuestion())
                .isEqualTo("When was it?");
        var answered =
                nobody.answerQuestion(
                        AnswerQuestionRequest.newBuilder()
                                .setRequestId(Samples.id())
                                .setCode(receipt.getCode())
                                .setInformation("In May.")
                                .build());
        assertThat(answered.getGrievance().getState())
                .isEqualTo(GrievanceState.GRIEVANCE_STATE_IN_PROGRESS);
        assertThat(recorded(mesh, hidden))
                .describedAs("the journal says which grievance the code led to")
                .contains("FollowGrievance", "AnswerQuestion");
    }

    private static List<String> recorded(TestMesh mesh, Grievance known) {
        var entries =
                AuditServiceGrpc.newBlockingStub(
                                mesh.console(TestUser.AUDITOR, Assured.CODE)
                                        .channel(MeshService.GRIEVANCES))
                        .withDeadlineAfter(20, TimeUnit.SECONDS)
                        .listEntries(
                                ListEntriesRequest.newBuilder().setObject(known.getId()).build())
                        .getEntriesList();
        return entries.stream()
                .map(entry -> entry.getMethod().substring(entry.getMethod().indexOf('/') + 1))
                .toList();
    }

    private static void ask(TestMesh mesh, Grievance known) {
        var cleared = mesh.console(TestUser.SENSITIVE_OFFICER, Assured.PASSKEY).grievances();
        var assigned =
                cleared.assignGrievance(
                        AssignGrievanceRequest.newBuilder()
                                .setRequestId(Samples.id())
                                .setId(known.getId())
                                .setEtag(known.getEtag())
                                .setAssignedTo("sensitive-officer")
                                .build());
        var _ =
                cleared.requestInformation(
                        RequestInformationRequest.newBuilder()
                                .setRequestId(Samples.id())
                                .setId(known.getId())
                                .setEtag(assigned.getGrievance().getEtag())
                                .setQuestion("When was it?")
                                .build());
    }

    private static IssueReceiptRequest asking(Grievance known) {
        return IssueReceiptRequest.newBuilder()
                .setRequestId(Samples.id())
                .setId(known.getId())
                .build();
    }

    // Checked without the library that signed.
    private static String signedBy(String signed, String number)
            throws GeneralSecurityException, IOException {
        String[] parts = signed.split("\\.", -1);
        var header = json(parts[0]);
        assertThat(json(parts[1]).get("number").asText()).isEqualTo(number);
        byte[] der = Base64.getDecoder().decode(header.get("x5c").get(0).asText());
        var leaf =
                (X509Certificate)
                        CertificateFactory.getInstance("X.509")
                                .generateCertificate(new ByteArrayInputStream(der));
        assertThat(header.get("alg").asText()).isEqualTo("ES256");
        var check = Signature.getInstance("SHA256withECDSAinP1363Format");
        check.initVerify(leaf.getPublicKey());
        check.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        assertThat(check.verify(Base64.getUrlDecoder().decode(parts[2]))).isTrue();
        return (String) leaf.getSubjectAlternativeNames().iterator().next().get(1);
    }

    private static JsonNode json(String part) throws IOException {
        return new ObjectMapper().readTree(Base64.getUrlDecoder().decode(part));
    }
}
