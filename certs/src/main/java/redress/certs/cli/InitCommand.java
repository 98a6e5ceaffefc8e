package redress.certs.cli;

import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import redress.certs.DurableFiles;
import redress.certs.JsonLine;
import redress.certs.KeyAlgorithm;
import redress.certs.TrustDomain;
import redress.certs.authority.Authority;
import redress.certs.authority.Validity;

@Command(
        name = "init",
        description = {
            "Makes a new authority: a root and an issuing authority, their keys encrypted or in an",
            "HSM. The root's key is not needed again but to recover: keep it elsewhere.",
            "A passphrase file that does not exist is made, with a random passphrase."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = "  certs init --authority pki --passphrase-file /run/secrets/pki")
final class InitCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private AuthorityOptions authority = new AuthorityOptions();

    @Option(
            names = "--trust-domain",
            paramLabel = "NAME",
            description = "What it vouches for (default: redress.local).")
    private TrustDomain trustDomain = TrustDomain.DEFAULT;

    @Option(
            names = "--algorithm",
            paramLabel = "NAME",
            description = "P-256 (default), P-384, Ed25519 or RSA-3072.")
    private KeyAlgorithm algorithm = KeyAlgorithm.P256;

    @Option(
            names = "--pkcs11",
            paramLabel = "FILE",
            description = {
                "Keep the keys in the PKCS#11 token that this file of SunPKCS11's form names;",
                "its PIN is asked for like a passphrase."
            })
    private @Nullable Path pkcs11;

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    InitCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Authority made = pkcs11 == null ? inFiles() : inToken(pkcs11);
        terminal.out().println(json ? asJson(made) : asText(made));
        return 0;
    }

    private Authority inFiles() {
        return Authority.create(
                authority.folder(),
                trustDomain,
                algorithm,
                authority.newPassphrase(),
                terminal.clock());
    }

    private Authority inToken(Path config) {
        return Authority.createInToken(
                authority.folder(),
                trustDomain,
                algorithm,
                DurableFiles.read(config),
                authority.passphrase(),
                terminal.clock());
    }

    private String asText(Authority made) {
        return "made the authority of %s in %s; its issuing authority is valid until %s"
                .formatted(
                        made.trustDomain().name(),
                        authority.folder(),
                        Validity.of(made.active().issuing()).notAfter());
    }

    private String asJson(Authority made) {
        return new JsonLine()
                .with("folder", authority.folder())
                .with("trustDomain", made.trustDomain().name())
                .with("rootNotAfter", Validity.of(made.active().root()).notAfter())
                .with("issuingNotAfter", Validity.of(made.active().issuing()).notAfter())
                .toString();
    }
}
