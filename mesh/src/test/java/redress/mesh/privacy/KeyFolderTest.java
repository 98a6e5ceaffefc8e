package redress.mesh.privacy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.protobuf.ByteString;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.beneficiaries.v1.BeneficiaryReference;

class KeyFolderTest {
    private static final UUID ID = UUID.randomUUID();

    @TempDir Path temporary;
    private KeyFolder folder;

    @BeforeEach
    void make() {
        folder = new KeyFolder(temporary.resolve("keys"), Optional.empty());
        assertThat(folder.create()).isTrue();
    }

    @Test
    @DisplayName("zero-trust 28: only their owner reads a service's own keys")
    void onlyTheOwnerReadsThem() throws IOException {
        assertThat(permissions(folder.folder())).isEqualTo("rwx------");
        try (var files = Files.list(folder.folder())) {
            assertThat(files)
                    .hasSize(2)
                    .allSatisfy(file -> assertThat(permissions(file)).isEqualTo("rw-------"));
        }
    }

    @Test
    void keepsKeysThatExist() {
        String before = folder.content();

        assertThat(folder.create()).isFalse();
        assertThat(folder.content()).isEqualTo(before);
    }

    @Test
    void theNewestKeyWrapsAndTheOlderOnesUnwrap() {
        var source = KeySource.open(folder);
        var wrapping = new KeyWrapping("case-service", source);
        var old = wrapping.fresh(ID);

        int newest = folder.rotate();
        source.refresh();
        var renewed = wrapping.again(ID, old.bytes().toByteArray());

        assertThat(renewed.kek()).isEqualTo(newest).isNotEqualTo(old.kek());
        assertThat(wrapping.unwrap(ID, renewed.bytes().toByteArray()))
                .isEqualTo(wrapping.unwrap(ID, old.bytes().toByteArray()));
    }

    @Test
    void looksForANewerKeyBeforeItGivesUp() {
        var slow = new KeyWrapping("case-service", KeySource.open(folder));
        folder.rotate();
        var quick = new KeyWrapping("case-service", KeySource.open(folder));
        var fresh = quick.fresh(ID);

        assertThat(slow.unwrap(ID, fresh.bytes().toByteArray())).hasSize(32);
    }

    @Test
    void aWrappedKeyOpensInItsRowOnly() {
        var wrapping = new KeyWrapping("case-service", KeySource.open(folder));
        byte[] wrapped = wrapping.fresh(ID).bytes().toByteArray();

        assertThatThrownBy(() -> wrapping.unwrap(UUID.randomUUID(), wrapped))
                .isInstanceOf(UnusableKeysException.class);
        assertThatThrownBy(
                        () ->
                                new KeyWrapping("grievance-service", wrapping.source())
                                        .unwrap(ID, wrapped))
                .isInstanceOf(UnusableKeysException.class);
    }

    @Test
    @DisplayName("zero-trust 24: damaged keys never go live, the last good ones stay")
    void damagedKeysNeverGoLive() throws IOException {
        var source = KeySource.open(folder);
        int before = source.current().primary();
        Path file = folder.folder().resolve("wrapping.json");
        String text = Files.readString(file);

        Files.writeString(file, text.substring(0, text.length() / 2));
        source.refresh();

        assertThat(source.current().primary()).isEqualTo(before);
        assertThat(source.failure()).isPresent();
        Files.writeString(file, text);
        source.refresh();
        assertThat(source.failure()).isEmpty();
    }

    @Test
    void damageIsToldWithoutWhatWasRead() throws IOException {
        Files.writeString(folder.folder().resolve("wrapping.json"), "{\"key\": \"c2VjcmV0\"");

        assertThatThrownBy(() -> KeySource.open(folder))
                .isInstanceOf(UnusableKeysException.class)
                .hasMessageContaining("wrapping.json")
                .hasMessageNotContaining("c2VjcmV0")
                .hasNoCause();
    }

    @Test
    void refusesAnAddressThatIsNoFolder() {
        assertThatThrownBy(() -> KeyFolder.of("https://keys", Optional.empty()))
                .isInstanceOf(UnusableKeysException.class)
                .hasMessageContaining("expected: file:/");
    }

    @Test
    void aKeyManagementServiceMayEncryptTheFiles() {
        var managed = new KeyFolder(temporary.resolve("managed"), Optional.of(KmsFake.ADDRESS));

        assertThat(managed.create()).isTrue();

        var source = KeySource.open(managed);
        int newest = managed.rotate();
        source.refresh();
        assertThat(source.current().primary()).isEqualTo(newest);
        assertThat(managed.content()).contains("encryptedKeyset");
        assertThatThrownBy(() -> KeySource.open(new KeyFolder(managed.folder(), Optional.empty())))
                .isInstanceOf(UnusableKeysException.class);
    }

    @Test
    void findsAnIdentifierHoweverItWasTyped() {
        var lookup = KeySource.open(folder).current().lookup();

        assertThat(lookup.hashes(reference("UIN", "ab 12")))
                .isEqualTo(lookup.hashes(reference("uin", "  AB\u00a0 12")))
                .isNotEqualTo(lookup.hashes(reference("UIN", "ab 13")));
        assertThat(lookup.hashes(reference("a", "bc")))
                .isNotEqualTo(lookup.hashes(reference("ab", "c")));
    }

    @Test
    void hashesDependOnTheKey() {
        var other = new KeyFolder(temporary.resolve("other"), Optional.empty());
        assertThat(other.create()).isTrue();
        var value = ByteString.copyFromUtf8("value");

        assertThat(KeySource.open(folder).current().lookup().hash(value))
                .isNotEqualTo(KeySource.open(other).current().lookup().hash(value));
    }

    @Test
    void membersOfAHouseholdHaveKeysOfTheirOwn() {
        var lookup = KeySource.open(folder).current().lookup();
        var household = reference("HOUSEHOLD_ID", "7");
        var member = household.toBuilder().setMemberIdentifier("2").build();

        assertThat(lookup.subject(household, ID)).isNotEqualTo(lookup.subject(member, ID));
        assertThat(lookup.subject(member, ID)).isEqualTo(lookup.subject(member, UUID.randomUUID()));
        assertThat(lookup.subject(BeneficiaryReference.getDefaultInstance(), ID))
                .isEqualTo(Subject.item(ID));
    }

    private static BeneficiaryReference reference(String type, String value) {
        var reference = BeneficiaryReference.newBuilder();
        reference.addIdentifierBuilder().setIdentifierType(type).setIdentifierValue(value);
        return reference.build();
    }

    private static String permissions(Path file) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
    }
}
