package redress.mesh.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.mesh.identity.UnusableIdentityException.Reason;

class IdentitySourceTest {

    private final TestAuthority authority = TestAuthority.create();

    @TempDir Path folder;

    @BeforeEach
    void writeAnIdentity() {
        authority.issue("case-service").writeTo(folder, authority);
    }

    @Test
    void followsTheFilesWithinASecond() throws Exception {
        CompletableFuture<WorkloadIdentity> changed = new CompletableFuture<>();
        try (IdentitySource source = IdentitySource.open(folder, CrlDemand.REQUIRED)) {
            WorkloadIdentity before = source.current();
            source.onChange(changed::complete);

            authority.issue("case-service").writeTo(folder, authority);

            assertThat(changed.get(1, TimeUnit.SECONDS)).isNotSameAs(before);
            assertThat(source.current()).isSameAs(changed.join());
        }
    }

    @Test
    @DisplayName("zero-trust 24: an error, which is no exception, does not end the looks")
    void followsTheFilesAfterAnError() throws Exception {
        var looks = new AtomicInteger();
        // The first reading is that of the start.
        InstantSource failingOnce =
                () -> {
                    if (looks.incrementAndGet() == 2) {
                        throw new NoClassDefFoundError("once");
                    }
                    return Instant.now();
                };
        var changed = new CompletableFuture<WorkloadIdentity>();
        try (IdentitySource source = IdentitySource.open(folder, CrlDemand.REQUIRED, failingOnce)) {
            source.onChange(changed::complete);

            authority.issue("case-service").writeTo(folder, authority);

            assertThat(changed.get(10, TimeUnit.SECONDS)).isSameAs(source.current());
            assertThat(looks).hasValueGreaterThan(2);
        }
    }

    @Test
    void tellsEveryListenerThoughOneFails() {
        try (IdentitySource source =
                IdentitySource.still(folder, CrlDemand.REQUIRED, InstantSource.system())) {
            List<WorkloadIdentity> heard = new ArrayList<>();
            source.onChange(
                    _ -> {
                        throw new StackOverflowError("fault of a listener");
                    });
            source.onChange(heard::add);

            authority.issue("case-service").writeTo(folder, authority);
            source.refresh();

            assertThat(heard).containsExactly(source.current());
        }
    }

    @Test
    void refusesToStartWithoutFiles() throws IOException {
        Files.delete(folder.resolve("tls.key"));

        assertThatThrownBy(() -> IdentitySource.open(folder, CrlDemand.REQUIRED))
                .isInstanceOf(UnusableIdentityException.class)
                .hasMessageContaining("tls.key: NoSuchFileException (expected: a readable file)");
    }

    @Test
    @DisplayName("zero-trust 24: the last good identity stays when the key is missing")
    void keepsTheLastGoodIdentityWhenTheKeyIsMissing() throws IOException {
        assertKept(Reason.UNREADABLE_FILE, () -> Files.delete(folder.resolve("tls.key")));
    }

    @Test
    @DisplayName("zero-trust 24: the last good identity stays when the key is another's")
    void keepsTheLastGoodIdentityWhenTheKeyIsAnothers() throws IOException {
        String other = authority.issue("case-service").keyPem();
        assertKept(
                Reason.KEY_MISMATCH, () -> TestAuthority.write(folder.resolve("tls.key"), other));
    }

    @Test
    @DisplayName("zero-trust 24: the last good identity stays when the certificate is half written")
    void keepsTheLastGoodIdentityWhenTheCertificateIsHalfWritten() throws IOException {
        Path file = folder.resolve("tls.crt");
        String half = Files.readString(file).substring(0, 300);
        assertKept(Reason.MALFORMED_CERTIFICATE, () -> TestAuthority.write(file, half));
    }

    @Test
    void forgetsTheFailureWhenTheFilesAreGoodAgain() throws IOException {
        try (IdentitySource source =
                IdentitySource.still(folder, CrlDemand.REQUIRED, InstantSource.system())) {
            Path key = folder.resolve("tls.key");
            String good = Files.readString(key);
            TestAuthority.write(key, "");
            source.refresh();
            assertThat(source.lastFailure()).isPresent();

            TestAuthority.write(key, good);
            source.refresh();

            assertThat(source.lastFailure()).isEmpty();
        }
    }

    @Test
    @DisplayName("zero-trust 24: a set behind one link is read as a whole")
    void readsASetBehindOneLinkAsAWhole() throws IOException {
        Path linked = folder.resolve("linked");
        authority.issue("case-service").writeTo(linked.resolve("..1"), authority);
        Files.createSymbolicLink(linked.resolve("..data"), Path.of("..1"));
        // What a reader of single files would see in the middle of a change.
        TestAuthority.write(linked.resolve("tls.crt"), "nothing");

        try (IdentitySource source =
                IdentitySource.still(linked, CrlDemand.REQUIRED, InstantSource.system())) {
            assertThat(source.lastFailure()).isEmpty();
        }
    }

    private void assertKept(Reason reason, Damage damage) throws IOException {
        try (IdentitySource source =
                IdentitySource.still(folder, CrlDemand.REQUIRED, InstantSource.system())) {
            WorkloadIdentity before = source.current();
            List<WorkloadIdentity> heard = new ArrayList<>();
            source.onChange(heard::add);

            damage.apply();
            source.refresh();

            assertThat(source.current()).isSameAs(before);
            assertThat(heard).isEmpty();
            assertThat(source.lastFailure())
                    .map(UnusableIdentityException::reason)
                    .hasValue(reason);
        }
    }

    private interface Damage {

        void apply() throws IOException;
    }
}
