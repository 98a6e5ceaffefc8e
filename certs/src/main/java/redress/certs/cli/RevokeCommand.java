package redress.certs.cli;

import java.math.BigInteger;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import redress.certs.JsonLine;
import redress.certs.SpiffeId;
import redress.certs.authority.Authority;
import redress.certs.authority.IssuedCertificate;
import redress.certs.authority.Leaf;
import redress.certs.workload.Agent;

@Command(
        name = "revoke",
        description = {
            "Takes certificates back: one by its serial number, or all of a workload, which is then",
            "suspended until it is issued one again. The CRL is in every folder when this ends."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExample:%n",
        footer = {
            "  certs revoke partner --yes --authority pki --passphrase-file /run/secrets/pki",
            "  certs revoke 3f2a9c0e5b7d41c88a6e0f1d2c3b4a59"
        })
final class RevokeCommand implements Callable<Integer> {
    private static final Pattern SERIAL = Pattern.compile("[0-9a-f]{32}");
    private static final int HEXADECIMAL = 16;

    private final Terminal terminal;

    @Mixin private AuthorityOptions options = new AuthorityOptions();
    @Mixin private Confirmation confirmation = new Confirmation();

    @Parameters(
            paramLabel = "SERIAL|WORKLOAD",
            description = "32 hexadecimal digits, or a name or path in the trust domain.")
    private String what = "";

    @Option(names = "--json", description = "Print one JSON object a line.")
    private boolean json;

    RevokeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Authority authority = options.open(terminal, "revoke");
        List<Leaf> revoked =
                SERIAL.matcher(what).matches() ? bySerial(authority) : byWorkload(authority);
        revoked.stream().map(this::asLine).forEach(terminal.out()::println);
        AuthorityOptions.warn(terminal, authority);
        return new VisitReport(terminal, json).print(new Agent(authority).deliver());
    }

    private List<Leaf> bySerial(Authority authority) {
        var serial = new BigInteger(what, HEXADECIMAL);
        confirmation.require(
                terminal, "revoke the certificate " + what + "; its workload gets another");
        return List.of(authority.revoke(serial));
    }

    private List<Leaf> byWorkload(Authority authority) {
        SpiffeId id = authority.trustDomain().workload(what);
        var _ = authority.registration(id);
        confirmation.require(
                terminal,
                "revoke every certificate of " + id + " and cut it off until it is issued another");
        return authority.revoke(id);
    }

    private String asLine(Leaf leaf) {
        String serial = IssuedCertificate.hex(leaf.serial());
        return json
                ? new JsonLine().with("revoked", serial).with("workload", leaf.id()).toString()
                : "revoked %s of %s".formatted(serial, leaf.id());
    }
}
