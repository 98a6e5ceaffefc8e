package redress.certs.authority;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.CrlNumber;
import redress.certs.DurableFiles;
import redress.certs.Pem;
import redress.certs.authority.LogCheck.Verdict;

/// Each half-way point of a change, made by putting back what a killed process would not have
/// written.
@DisplayName("zero-trust 35: kill -9 leaves the old state or the new one")
class CrashTest {
    @TempDir Path dir;

    private AuthorityFixture fixture;
    private Authority authority;
    private Path pki;
    private Path before;

    @BeforeEach
    void create() {
        pki = dir.resolve("pki");
        before = dir.resolve("before");
        fixture = AuthorityFixture.in(pki);
        authority = fixture.authority();
    }

    @Test
    void isTheOldStateWhenOnlyTheLogWasWritten() throws IOException {
        Registration workload = fixture.register("a");
        change(it -> it.issue(workload.id(), workload.algorithm().generate().getPublic()));
        putBack("authority.json");

        Authority found = fixture.again();

        assertThat(found.leaves()).isEmpty();
        assertSound(found);
    }

    @Test
    void isTheOldStateWhenTheNewFileWasNotYetInPlace() throws IOException {
        Files.writeString(pki.resolve(".authority.json.new"), "{ \"trustDomain\" : \"redr");

        Authority found = fixture.again();

        assertThat(found.active().number()).isEqualTo(1);
        assertSound(found);
    }

    @Test
    void takesNothingOfALogLineThatWasCutShort() throws IOException {
        Files.writeString(
                pki.resolve("log.jsonl"), "{\"seq\":3,", UTF_8, StandardOpenOption.APPEND);

        assertSound(fixture.again());
    }

    @Test
    void publishesARevocationWhoseCrlWasNotYetWritten() throws IOException {
        IssuedCertificate issued = fixture.issue(fixture.register("a"));
        change(it -> it.revoke(issued.leaf().getSerialNumber()));
        putBack("crl.pem");

        Authority found = fixture.again();

        assertThat(found.mend()).isTrue();
        var crl = Pem.crls(Files.readString(pki.resolve("crl.pem")), "test").getFirst();
        assertThat(crl.isRevoked(issued.leaf())).isTrue();
        var old = Pem.crls(Files.readString(before.resolve("crl.pem")), "test").getFirst();
        assertThat(CrlNumber.of(crl)).isGreaterThan(CrlNumber.of(old).add(BigInteger.ONE));
        assertThat(found.mend()).isFalse();
        assertSound(found);
    }

    @Test
    void preparesAgainOverWhatAHalfMadeGenerationLeft() throws IOException {
        change(it -> it.rollover().prepare());
        X509Certificate lost = authority.generations().getLast().root();
        putBack("authority.json");
        putBack("crl.pem");
        Files.delete(pki.resolve("generations/2/issuing.crt"));

        Authority found = fixture.again();
        assertThat(found.bundle()).hasSize(1).doesNotContain(lost);
        Generation made = found.rollover().prepare();

        assertThat(made.number()).isEqualTo(2);
        assertThat(made.root()).isNotEqualTo(lost);
        assertSound(found);
    }

    @Test
    void deletesKeysThatARevocationLeft() throws IOException {
        var _ = authority.rollover().prepare();
        var _ = authority.rollover().activate(2, new FakeEvidence());
        var _ = authority.rollover().taint(1);
        change(it -> it.rollover().revoke(1, new FakeEvidence(), true));
        putBack("generations/1/root.key");
        putBack("generations/1/issuing.key");

        Authority found = fixture.again();
        var _ = found.mend();

        assertThat(pki.resolve("generations/1/root.key")).doesNotExist();
        assertThat(pki.resolve("generations/1/issuing.key")).doesNotExist();
        assertSound(found);
    }

    @Test
    void leavesNoHalfAuthorityWhenItsMakingIsInterrupted() throws IOException {
        Path half = Files.createDirectories(dir.resolve("parent/.authority-half"));
        Files.writeString(half.resolve("log.jsonl"), "");

        AuthorityFixture made = AuthorityFixture.foreign(dir.resolve("parent/pki"));

        assertSound(made.authority());
    }

    private void change(Consumer<Authority> step) {
        AuthorityFixture.copy(pki, before);
        step.accept(authority);
    }

    private void putBack(String file) throws IOException {
        Files.copy(
                before.resolve(file),
                pki.resolve(file),
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES);
    }

    /// It works on, and its log is whole.
    private static void assertSound(Authority found) {
        Path folder = DurableFiles.folderOf(found.stateFile());
        Registration workload =
                found.register(
                        Registration.of(Profile.client(found.trustDomain().workload("after"))));
        IssuedCertificate issued =
                found.issue(workload.id(), workload.algorithm().generate().getPublic());
        int newest = found.generations().getLast().number();
        assertThat(found.leaves())
                .contains(Leaf.of(issued.leaf(), found.active().number(), true, newest));
        assertThat(new LogCheck(folder).verify()).isInstanceOf(Verdict.Whole.class);
        assertThat(List.copyOf(found.bundle())).isNotEmpty();
    }
}
