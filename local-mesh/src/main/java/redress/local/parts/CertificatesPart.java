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
import redress.certs.KeyAlgorithm;
import redress.certs.PassphraseFile;
import redress.certs.TrustDomain;
import redress.certs.authority.Authority;
import redress.certs.authority.Profile;
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
/// Certificates of PostgreSQL and Keycloak are renewed at a start only, when half of their 90 days
/// is over. The authority's passphrase lies beside it here; past one machine it must not.
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
            WORKLOADS.forEach(name -> issue(authority, home.identity(name), WORKLOAD_LIFE));
            INFRASTRUCTURE.forEach(
                    name -> issue(authority, home.infrastructure(name), INFRASTRUCTURE_LIFE));
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
    private static void issue(Authority authority, Path folder, Duration life) {
        var workload = WorkloadFolder.at(folder).withDerKey();
        if (Files.exists(folder.resolve(WorkloadFolder.CERTIFICATE))) {
            workload.renewIfDue(authority);
            return;
        }
        var id = authority.trustDomain().workload(String.valueOf(folder.getFileName()));
        var profile =
                CLIENTS_ONLY.contains(id.workloadName())
                        ? Profile.client(id)
                        : Profile.localServer(id);
        workload.issue(authority, profile, KeyAlgorithm.P256, life);
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
                        home.identities().toString(),
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
