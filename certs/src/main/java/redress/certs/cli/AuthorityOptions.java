package redress.certs.cli;

import java.io.Console;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import redress.certs.CertsException;
import redress.certs.DurableFiles;
import redress.certs.EncryptedKey;
import redress.certs.PassphraseFile;
import redress.certs.Reason;
import redress.certs.authority.Authority;
import redress.certs.authority.Evidence;
import redress.certs.evidence.Collected;

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

    /// Opens it for a verb, which is in the signed log before it does anything.
    Authority open(Terminal terminal, String verb) {
        Authority authority = Authority.open(folder, passphrase(), terminal.clock());
        authority.record("command", Map.of("verb", verb));
        return authority;
    }

    /// Opens it for the one verb that works when no key opens any more, and so no entry can be
    /// signed before.
    Authority openUnrecorded(Terminal terminal) {
        return Authority.open(folder, passphrase(), terminal.clock());
    }

    /// Says on stderr which authorities can revoke nothing any more.
    static void warn(Terminal terminal, Authority authority) {
        authority.mute().stream()
                .map(
                        each ->
                                "authority %d: %s (do: %s)"
                                        .formatted(each.number(), each.why(), each.remedy()))
                .forEach(terminal.err()::println);
    }

    /// What the steps of the rollover look at: all there is to see now.
    static Evidence evidence(Authority authority) {
        return Collected.of(authority.registrations(), authority.now());
    }

    /// The private key of this file, which opens with the authority's passphrase.
    PrivateKey key(Path file) {
        return EncryptedKey.open(DurableFiles.readSecret(file), passphrase(), file);
    }

    /// The passphrase of an authority that is about to be made.
    char[] newPassphrase() {
        return passphrase(PassphraseFile::readOrCreate);
    }

    /// The passphrase or PIN as it is.
    char[] passphrase() {
        return passphrase(PassphraseFile::read);
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
