package redress.local.parts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import redress.certs.CertsException;
import redress.certs.PassphraseFile;
import redress.certs.TrustDomain;
import redress.certs.authority.Authority;
import redress.certs.authority.Delivery;
import redress.certs.authority.Profile;
import redress.certs.authority.Registration;
import redress.certs.workload.Agent;
import redress.certs.workload.Visit;
import redress.certs.workload.WorkloadFolder;
import redress.local.home.Checkout;
import redress.local.home.JavaProgram;
import redress.local.home.LaunchFailure;
import redress.local.home.MeshHome;
import redress.local.home.Port;
import redress.local.process.Launch;
import redress.local.process.Part;
import redress.local.process.Progress;

/// The authority, a certificate for everyone, and the agent that renews those of the workloads
/// while they run.
///
/// The authority's passphrase lies beside it here; past one machine it must not.
public final class CertificatesPart implements Part {
    public static final String NAME = "certificates";
    public static final List<String> WORKLOADS =
            List.of(
                    "case-service",
                    "grievance-service",
                    "decision-service",
                    "console",
                    "importer",
                    "partner");
    static final List<String> INFRASTRUCTURE =
            List.of("postgres", KeycloakPart.NAME, Databases.ADMIN);

    private static final Set<String> CLIENTS_ONLY = Set.of("importer", "partner");
    private static final Duration WORKLOAD_LIFE = Duration.ofHours(24);
    private static final Duration INFRASTRUCTURE_LIFE = Duration.ofDays(90);

    private final MeshHome home;
    private final Checkout checkout;

    public CertificatesPart(MeshHome home, Checkout checkout) {
        this.home = home;
        this.checkout = checkout;
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
            WORKLOADS.forEach(name -> register(authority, home.identity(name), WORKLOAD_LIFE));
            INFRASTRUCTURE.forEach(
                    name -> register(authority, home.infrastructure(name), INFRASTRUCTURE_LIFE));
            new Agent(authority).pass().forEach(CertificatesPart::requireDone);
        } catch (CertsException e) {
            throw new LaunchFailure(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    private Authority authority(Progress progress) {
        char[] passphrase = new PassphraseFile(passphraseFile()).readOrCreate();
        if (Files.isDirectory(home.authority())) {
            return Authority.open(home.authority(), passphrase, InstantSource.system());
        }
        progress.step(NAME, "making the authority");
        return Authority.create(
                home.authority(), TrustDomain.DEFAULT, passphrase, InstantSource.system());
    }

    private Path passphraseFile() {
        return home.passphrase();
    }

    /// The DER key beside the PEM one is for the PostgreSQL driver.
    private static void register(Authority authority, Path folder, Duration life) {
        var id = authority.trustDomain().workload(String.valueOf(folder.getFileName()));
        var profile =
                CLIENTS_ONLY.contains(id.workloadName())
                        ? Profile.client(id)
                        : Profile.localServer(id);
        var _ =
                authority.register(
                        Registration.of(profile)
                                .withLife(life)
                                .withDelivery(Delivery.to(folder).withDerKey()));
    }

    private static void requireDone(Visit visit) {
        if (visit instanceof Visit.Failed failed) {
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
                        passphraseFile().toString()),
                Map.of(),
                home.folder());
    }

    @Override
    public boolean ready() {
        try {
            return WORKLOADS.stream().allMatch(name -> isValid(home.identity(name)));
        } catch (CertsException missing) {
            return false;
        }
    }

    private static boolean isValid(Path folder) {
        var leaf = WorkloadFolder.at(folder).read().leaf();
        return Instant.now().isBefore(leaf.getNotAfter().toInstant());
    }
}
