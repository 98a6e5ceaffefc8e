package redress.cases.attachments;

import com.google.protobuf.ByteString;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import redress.access.v1.Role;
import redress.attachments.v1.Attachment;
import redress.attachments.v1.AttachmentDetails;
import redress.cases.lifecycle.TestUseCases;
import redress.cases.postgres.PostgresCasePersonalData;
import redress.cases.postgres.PostgresCaseRecords;
import redress.cases.postgres.PostgresCases;
import redress.cases.postgres.PostgresHolds;
import redress.cases.postgres.PostgresReferrals;
import redress.cases.postgres.PostgresRequests;
import redress.cases.postgres.TestDatabase;
import redress.cases.rights.KeepHolds;
import redress.cases.v1.Case;
import redress.cases.v1.DeleteCaseAttachmentRequest;
import redress.cases.v1.ListCaseAttachmentsRequest;
import redress.cases.v1.OpenCaseRequest;
import redress.cases.v1.UploadCaseAttachmentRequest;
import redress.mesh.access.Caller;
import redress.mesh.access.Scope;
import redress.mesh.attachments.AttachmentLimits;
import redress.mesh.attachments.KeepAttachments;
import redress.mesh.attachments.MediaType;
import redress.mesh.attachments.UploadPart;
import redress.mesh.rights.ServePersonalData;
import redress.mesh.store.Database;
import redress.mesh.store.Page;

/// Case workers with papers in a real PostgreSQL. A file may have 1 MiB, a case three files.
final class FilingDesk {
    static final Caller ANA = TestDatabase.person("ana", Role.ROLE_CASE_WORKER);
    static final Caller BEN = TestDatabase.person("ben", Role.ROLE_CASE_WORKER);
    static final Caller BOSS = TestDatabase.person("boss", Role.ROLE_SUPERVISOR);
    static final Caller ELSEWHERE =
            TestDatabase.person(
                    "eve", new Scope(Set.of("food"), Set.of("*")), Role.ROLE_SUPERVISOR);
    static final int MOST = 1024 * 1024;

    final Database database;
    final KeepHolds holds;
    final KeepAttachments files;
    final TestUseCases use;
    final ServePersonalData held;

    FilingDesk(TestDatabase postgres) {
        this.database = postgres.database();
        var cases = new PostgresCases();
        this.holds = new KeepHolds(database, new PostgresHolds(), new PostgresRequests());
        this.files =
                new KeepAttachments(
                        database,
                        new CaseFiles(cases, holds),
                        new AttachmentLimits(
                                MOST, 3, Set.of(MediaType.PNG, MediaType.TEXT), 4 * MOST));
        this.use = new TestUseCases(database, cases);
        this.held =
                new ServePersonalData(
                        database,
                        new PostgresCasePersonalData(
                                cases, new PostgresCaseRecords(), new PostgresReferrals()),
                        "case-service");
    }

    Case open() {
        var request = OpenCaseRequest.newBuilder().setRequestId(id());
        request.getDetailsBuilder()
                .setTitle("No roof")
                .setCaseType("support")
                .addProgrammeIds("cash")
                .setAreaCode("CO-05");
        return use.opening().open(ANA, request.build());
    }

    /// A picture of so many bytes.
    static ByteString picture(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        byte[] beginning = HexFormat.of().parseHex("89504e470d0a1a0a");
        System.arraycopy(beginning, 0, bytes, 0, beginning.length);
        return ByteString.copyFrom(bytes);
    }

    static AttachmentDetails.Builder details(ByteString content) {
        return AttachmentDetails.newBuilder()
                .setName("roof.png")
                .setContentType("image/png")
                .setSize(content.size())
                .setSha256(sha256(content));
    }

    static UploadCaseAttachmentRequest first(Case of, AttachmentDetails details) {
        return UploadCaseAttachmentRequest.newBuilder()
                .setRequestId(id())
                .setCaseId(of.getId())
                .setDetails(details)
                .build();
    }

    Attachment upload(Caller caller, Case of, ByteString content) {
        return upload(caller, first(of, details(content).build()), content);
    }

    Attachment upload(Caller caller, UploadCaseAttachmentRequest first, ByteString content) {
        try (var upload = files.begin(caller, part(first))) {
            int middle = content.size() / 2;
            upload.add(content.substring(0, middle));
            upload.add(content.substring(middle));
            return upload.finish();
        }
    }

    static UploadPart part(UploadCaseAttachmentRequest message) {
        return new UploadPart(
                message,
                message.getCaseId(),
                message.hasDetails() ? Optional.of(message.getDetails()) : Optional.empty(),
                message.getChunk());
    }

    ByteString download(Caller caller, Attachment known) {
        var download = files.open(caller, known.getId());
        var content = ByteString.EMPTY;
        for (int position = 0; position < download.chunks(); position++) {
            content = content.concat(download.chunk(position));
        }
        return content;
    }

    List<Attachment> list(Caller caller, Case of) {
        var request = ListCaseAttachmentsRequest.newBuilder().setCaseId(of.getId()).build();
        return files.list(caller, of.getId(), Page.of(request)).rows();
    }

    static DeleteCaseAttachmentRequest deletion(Attachment known) {
        return DeleteCaseAttachmentRequest.newBuilder()
                .setRequestId(id())
                .setId(known.getId())
                .setReason("of somebody else")
                .build();
    }

    Attachment delete(Caller caller, DeleteCaseAttachmentRequest request) {
        return files.delete(caller, request, request.getId(), request.getReason());
    }

    static String id() {
        return UUID.randomUUID().toString();
    }

    private static String sha256(ByteString content) {
        try {
            var sha = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha.digest(content.toByteArray()));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
