package redress.mesh.access;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import io.grpc.Status;
import java.time.InstantSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import redress.access.v1.AccessRule;
import redress.access.v1.Audit;
import redress.access.v1.Effect;
import redress.audit.v1.AuditEntry;
import redress.cases.v1.UploadCaseAttachmentRequest;
import redress.mesh.audit.AuditLine;

class RecordedStreamsTest {
    private static final String ID = "019aa000-0000-7000-8000-000000000001";

    @Test
    @DisplayName(
            "zero-trust 16: a stream is recorded with the object that one of its messages names")
    void recordsTheObjectThatOneMessageNames() {
        var trail = new TrailFake();
        var audit = Audit.newBuilder().setEffect(Effect.EFFECT_WRITE).setObjectField("case_id");
        var rule = AccessRule.newBuilder().setAudit(audit).build();
        var line = new AuditLine("Files/Upload", rule, InstantSource.system(), trail);

        line.open();
        line.request(UploadCaseAttachmentRequest.newBuilder().setCaseId(ID).build());
        line.request(
                UploadCaseAttachmentRequest.newBuilder()
                        .setChunk(ByteString.copyFromUtf8("content"))
                        .build());
        line.record(Status.OK);

        assertThat(trail.entries()).extracting(AuditEntry::getObject).containsExactly(ID);
    }
}
