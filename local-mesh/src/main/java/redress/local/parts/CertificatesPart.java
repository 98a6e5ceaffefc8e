package redress.local.parts;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import redress.certs.CertsException;
import redress.certs.authority.Authority;
import redress.certs.workload.Agent;
import redress.certs.workload.Visit;
import redress.certs.workload.WorkloadFolder;
import redress.local.home.Checkout;
import redress.local.home.JavaProgram;
import redress.local.home.MeshHome;
import redress.local.home.Port;
import redress.local.home.Ports;
import redress.local.process.Launch;
import redress.local.process.Part;
import redress.local.process.Progress;

/// The authority, a certificate for everyone, and the agent that keeps them fresh while it runs.
public final class CertificatesPart implements Part {
    public static final String NAME = "certificates";

    private final MeshHome home;
    private final Checkout checkout;
    private final LocalAuthority local;

    public CertificatesPart(MeshHome home, Ports ports, Checkout checkout) {
        this.home = home;
        this.checkout = checkout;
        this.local = new LocalAuthority(home, ports);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public String address() {
        return home.identities().toString();
    }

    @Override
    public List<Port> ports() {
        return List.of();
    }

    @Override
    public void prepare(Progress progress) {
        try {
            Authority authority = authority(progress);
            local.register(authority);
            new Agent(authority).pass().forEach(CertificatesPart::requireUsable);
        } catch (CertsException e) {
            throw LocalAuthority.failure(e);
        }
    }

    private Authority authority(Progress progress) {
        if (local.exists()) {
            return local.open();
        }
        progress.step(NAME, "making the authority");
        return local.create();
    }

    /// Who could not get a new certificate may go on with the one there is, while it lasts.
    private static void requireUsable(Visit visit) {
        if (visit instanceof Visit.Failed failed && !isValid(failed.folder())) {
            throw failed.cause();
        }
    }

    @Override
    public Launch launch() {
        return new Launch(
                List.of(
                        JavaProgram.path(),
                        "-Xmx48m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        checkout.launcherJar().toString(),
                        "redress.certs.cli.CertsCommand",
                        "agent",
                        "--every",
                        "30s",
                        "--authority",
                        home.authority().toString(),
                        "--passphrase-file",
                        home.passphrase().toString()),
                Map.of(),
                home.folder());
    }

    @Override
    public boolean ready() {
        return LocalAuthority.WORKLOADS.stream().allMatch(name -> isValid(home.identity(name)))
                && LocalAuthority.INFRASTRUCTURE.stream()
                        .allMatch(name -> isValid(home.infrastructure(name)));
    }

    private static boolean isValid(Path folder) {
        try {
            var leaf = WorkloadFolder.at(folder).read().leaf();
            return Instant.now().isBefore(leaf.getNotAfter().toInstant());
        } catch (CertsException missing) {
            return false;
        }
    }
}
