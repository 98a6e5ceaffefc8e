package redress.certs.vault;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static redress.certs.Refusals.assertRefused;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.certs.KeyAlgorithm;
import redress.certs.MovableClock;
import redress.certs.Reason;
import redress.certs.Signatures;
import redress.certs.SpiffeId;
import redress.certs.TrustDomain;
import redress.certs.authority.Authority;
import redress.certs.authority.Delivery;
import redress.certs.authority.IssuedCertificate;
import redress.certs.authority.Profile;
import redress.certs.authority.Registration;
import redress.certs.cli.CertsCommand;
import redress.certs.evidence.Collected;
import redress.certs.evidence.Crls;
import redress.certs.workload.Agent;
import redress.certs.workload.Visit;

class Pkcs11AuthorityTest {
    private static final SpiffeId ID = TrustDomain.DEFAULT.workload("case-service");

    private final MovableClock clock = new MovableClock();

    @TempDir Path dir;

    @Test
    @DisplayName("zero-trust 28: an authority works with its keys in an HSM, none on the disk")
    void issuesAndPublishesFromTheToken() throws IOException {
        Authority authority = authority(SoftHsm.token());
        authority.register(Registration.of(Profile.client(ID)));

        IssuedCertificate issued = authority.issue(ID, KeyAlgorithm.ED25519.generate().getPublic());
        authority.revoke(issued.leaf().getSerialNumber());

        var issuing = authority.active().issuing();
        assertThat(Signatures.isSignedBy(issued.leaf(), issuing)).isTrue();
        var list = Crls.read(dir.resolve("pki/crl.pem")).orElseThrow().of(issuing).orElseThrow();
        assertThat(list.getRevokedCertificate(issued.leaf().getSerialNumber())).isNotNull();
        try (var files = Files.walk(dir)) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(
                            file ->
                                    assertThat(Files.readString(file, US_ASCII))
                                            .doesNotContain("PRIVATE KEY"));
        }
    }

    @Test
    void rollsOverInsideTheToken() {
        String config = SoftHsm.token();
        Authority authority = authority(config);
        authority.register(
                Registration.of(Profile.client(ID)).withDelivery(Delivery.to(dir.resolve("w"))));
        var agent = new Agent(authority);
        assertThat(agent.pass()).hasSize(1);
        var rollover = authority.rollover();

        rollover.prepare(KeyAlgorithm.P384);
        assertThat(agent.pass()).hasSize(1);
        rollover.activate(2, Collected.of(authority.registrations(), clock.instant()));
        rollover.taint(1);
        assertThat(agent.pass()).hasSize(1);
        rollover.revoke(1, Collected.of(authority.registrations(), clock.instant()), true);

        var token = new Pkcs11Token(config, SoftHsm.PIN.toCharArray());
        assertThat(token.has("2/issuing")).isTrue();
        assertThat(token.has("1/issuing")).isFalse();
        assertThat(token.has("1/root")).isFalse();
    }

    @Test
    void worksAgainWhenATokenThatWasAwayIsBack() throws IOException {
        String config = SoftHsm.token();
        Authority authority = authority(config);
        var folder = dir.resolve("w");
        authority.register(Registration.of(Profile.client(ID)).withDelivery(Delivery.to(folder)));
        var agent = new Agent(authority);
        assertThat(agent.pass()).hasOnlyElementsOfType(Visit.Renewed.class);

        SoftHsm.withoutKeys(
                () -> {
                    var token = new Pkcs11Token(config, SoftHsm.PIN.toCharArray());
                    assertThat(token.has("1/issuing")).isFalse();
                    assertThat(agent.rotateAll()).hasOnlyElementsOfType(Visit.Failed.class);
                });

        assertThat(agent.rotateAll()).hasOnlyElementsOfType(Visit.Renewed.class);
    }

    @Test
    void worksFromTheCommandAndRefusesAWrongPin() throws IOException {
        Path config = Files.writeString(dir.resolve("token.cfg"), SoftHsm.token());
        Path pin = secret("pin", SoftHsm.PIN);
        assertThat(run("init", pin, "--pkcs11", config.toString(), "--algorithm", "P-384"))
                .isZero();

        assertThat(run("issue", pin, "case-service", "--out", dir.resolve("w").toString()))
                .isZero();
        assertThat(dir.resolve("pki/generations/1/root.key")).doesNotExist();
    }

    @Test
    @DisplayName("zero-trust 28: a wrong PIN opens no authority")
    void refusesAWrongPin() throws IOException {
        Path config = Files.writeString(dir.resolve("token.cfg"), SoftHsm.token());
        Path wrong = secret("wrong", "0000");

        assertThat(run("init", wrong, "--pkcs11", config.toString()))
                .isEqualTo(Reason.WRONG_PASSPHRASE.exitCode());
        assertThat(dir.resolve("pki")).doesNotExist();
    }

    @Test
    void refusesEd25519ForItsOwnKeys() {
        String config = SoftHsm.token();

        assertRefused(Reason.INVALID, () -> authority(config, KeyAlgorithm.ED25519));
    }

    private Authority authority(String config) {
        return authority(config, KeyAlgorithm.P256);
    }

    private Authority authority(String config, KeyAlgorithm algorithm) {
        return Authority.createInToken(
                dir.resolve("pki"),
                TrustDomain.DEFAULT,
                algorithm,
                config,
                SoftHsm.PIN.toCharArray(),
                clock);
    }

    private Path secret(String name, String text) throws IOException {
        Path file = Files.writeString(dir.resolve(name), text);
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    }

    private int run(String verb, Path pin, String... more) {
        var arguments = new ArrayList<String>();
        arguments.add(verb);
        arguments.addAll(List.of(more));
        arguments.addAll(
                List.of(
                        "--authority",
                        dir.resolve("pki").toString(),
                        "--passphrase-file",
                        pin.toString()));
        return CertsCommand.commandLine(
                        clock,
                        new PrintWriter(new StringWriter()),
                        new PrintWriter(new StringWriter()))
                .execute(arguments.toArray(String[]::new));
    }
}
