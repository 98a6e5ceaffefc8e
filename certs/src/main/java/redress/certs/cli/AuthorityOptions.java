package redress.certs.cli;

import java.io.Console;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import redress.certs.CertsException;
import redress.certs.PassphraseFile;
import redress.certs.Reason;
import redress.certs.authority.Authority;

/// Which authority a command works with, and how its key opens.
final class AuthorityOptions {
    @Option(
            names = "--authority",
            paramLabel = "DIR",
            defaultValue = "${env:REDRESS_AUTHORITY:-authority}",
            description = "Folder of the authority (default: $REDRESS_AUTHORITY, or authority).")
    private Path folder = Path.of("authority");

    @Option(
            names = "--passphrase-file",
            paramLabel = "FILE",
            defaultValue = "${env:REDRESS_AUTHORITY_PASSPHRASE_FILE}",
            description = {
                "File of mode 0600 with the passphrase, or the PIN of a token",
                "(default: $REDRESS_AUTHORITY_PASSPHRASE_FILE; without it you are asked)."
            })
    private @Nullable Path passphraseFile;

    Path folder() {
        return folder;
    }

    Authority open(InstantSource clock) {
        return Authority.open(folder, passphrase(PassphraseFile::read), clock);
    }

    /// The passphrase of an authority that is about to be made.
    char[] newPassphrase() {
        return passphrase(PassphraseFile::readOrCreate);
    }

    private char[] passphrase(Function<PassphraseFile, char[]> fromFile) {
        if (passphraseFile != null) {
            return fromFile.apply(new PassphraseFile(passphraseFile));
        }
        return Optional.ofNullable(System.console())
                .filter(Console::isTerminal)
                .map(console -> console.readPassword("Passphrase of %s: ", folder))
                .filter(typed -> typed.length > 0)
                .orElseThrow(AuthorityOptions::noPassphrase);
    }

    private static CertsException noPassphrase() {
        return new CertsException(
                Reason.INVALID, "passphrase", "none", "--passphrase-file FILE, or a terminal");
    }
}
