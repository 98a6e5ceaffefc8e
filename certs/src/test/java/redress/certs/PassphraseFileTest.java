package redress.certs;

import static org.assertj.core.api.Assertions.assertThat;
import static redress.certs.Refusals.assertRefused;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PassphraseFileTest {
    @TempDir Path dir;

    @Test
    void isMadeOnceForItsOwnerOnly() throws IOException {
        var file = new PassphraseFile(dir.resolve("new/passphrase"));

        char[] made = file.readOrCreate();

        assertThat(made).hasSize(43).isEqualTo(file.readOrCreate()).isEqualTo(file.read());
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path())))
                .isEqualTo("rw-------");
    }

    @Test
    void isRefusedWhenOthersMayReadIt() throws IOException {
        var file = new PassphraseFile(dir.resolve("passphrase"));
        file.readOrCreate();
        Files.setPosixFilePermissions(file.path(), PosixFilePermissions.fromString("rw-r-----"));

        assertRefused(Reason.EXPOSED, file::read);
    }

    @Test
    void isRefusedWhenEmptyOrMissing() throws IOException {
        var file = new PassphraseFile(dir.resolve("passphrase"));

        assertRefused(Reason.NOT_FOUND, file::read);
        DurableFiles.writeSecret(file.path(), new byte[] {'\n'});
        assertRefused(Reason.BAD_MATERIAL, file::read);
    }
}
