package redress.mesh.audit.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import redress.access.v1.Effect;
import redress.audit.v1.AuditEntry;
import redress.audit.v1.Block;
import redress.audit.v1.Decision;
import redress.audit.v1.Head;
import redress.audit.v1.JournalRecord;
import redress.audit.v1.SealedBlock;
import redress.mesh.audit.journal.Journal.Limits;
import redress.mesh.identity.TestAuthority;

/// The journal of one workload below a test's folder, and what an attacker would do to it.
public final class JournalFixture implements AutoCloseable {
    private final Path folder;
    private final String workload;
    private Signer signer;
    private Journal journal;

    /// @param workload its name, also that of the folder
    public JournalFixture(Path parent, String workload, TestAuthority authority) {
        this(parent, workload, authority, Limits.USUAL, Disk.real(), InstantSource.system());
    }

    JournalFixture(
            Path parent,
            String workload,
            TestAuthority authority,
            Limits limits,
            Disk disk,
            InstantSource clock) {
        this.folder = parent.resolve(workload);
        this.workload = workload;
        this.signer = signer(authority.issue(workload), workload);
        try {
            this.journal = Journal.open(folder, disk, limits, clock);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A workload with a certificate of a test's authority.
    public static Signer signer(TestAuthority.Issued issued, String workload) {
        String id = "spiffe://" + TestAuthority.DOMAIN + "/" + workload;
        return new Signer(id, issued.keys().getPrivate(), issued.chain());
    }

    /// An entry as the gate makes it.
    public static AuditEntry.Builder entry(String object) {
        return AuditEntry.newBuilder()
                .setTime(Timestamps.fromMillis(Instant.now().toEpochMilli()))
                .setDecision(Decision.DECISION_ALLOW)
                .setMethod("redress.cases.v1.CaseService/GetCase")
                .setEffect(Effect.EFFECT_READ)
                .setWorkload("console")
                .setSerial("1f")
                .setUser("worker")
                .setObject(object)
                .setCode("OK");
    }

    public Path folder() {
        return folder;
    }

    public Signer signer() {
        return signer;
    }

    Journal journal() {
        return journal;
    }

    /// Goes on with another certificate.
    public void rotate(TestAuthority authority) {
        use(signer(authority.issue(workload), workload));
    }

    void use(Signer other) {
        signer = other;
    }

    public void call(String object) {
        append(entry(object));
    }

    void append(AuditEntry.Builder entry) {
        journal.reserve();
        journal.append(entry);
    }

    /// Seals what is open; true if a full block is open yet.
    public boolean seal() {
        try {
            return journal.seal(signer);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Records the newest block of another journal.
    public void witness(JournalFixture other) {
        append(
                entry("")
                        .setWorkload(other.workload)
                        .setMethod("redress.audit.v1.AuditService/RecordHead")
                        .setHead(other.head()));
    }

    /// The newest block.
    public Head head() {
        return journal.sealed().head();
    }

    @Override
    public void close() {
        try {
            journal.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /// All records of a journal in their order.
    public static List<JournalRecord> records(Path folder) throws IOException {
        var records = new ArrayList<JournalRecord>();
        for (Path file : new JournalFolder(folder).files()) {
            try (var reader = RecordReader.of(file)) {
                for (var next = reader.next(); next != null; next = reader.next()) {
                    records.add(next.record());
                }
            }
        }
        return records;
    }

    /// Writes a journal anew, every checksum right.
    public static void rewrite(Path folder, List<JournalRecord> records) throws IOException {
        var bytes = new ByteArrayOutputStream();
        for (JournalRecord each : records) {
            bytes.writeBytes(Frame.of(each.toByteArray()));
        }
        var files = new JournalFolder(folder).files();
        for (Path file : files) {
            Files.write(file, file.equals(files.getFirst()) ? bytes.toByteArray() : new byte[0]);
        }
    }

    /// The block, changed and signed by somebody.
    public static JournalRecord signed(Block block, Signer signer) throws GeneralSecurityException {
        byte[] content = block.toByteArray();
        return JournalRecord.newBuilder()
                .setBlock(
                        SealedBlock.newBuilder()
                                .setBlock(ByteString.copyFrom(content))
                                .setSignature(signer.sign(content, Instant.now())))
                .build();
    }

    /// The block, changed, with the certificates of somebody who signs it.
    public static JournalRecord stolen(Block block, Signer signer) throws GeneralSecurityException {
        var claimed = block.toBuilder().clearCertificates();
        return signed(claimed.addAllCertificates(signer.certificates()).build(), signer);
    }
}
