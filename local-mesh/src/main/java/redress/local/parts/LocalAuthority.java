package redress.local.parts;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import redress.certs.CertsException;
import redress.certs.PassphraseFile;
import redress.certs.SpiffeId;
import redress.certs.TrustDomain;
import redress.certs.authority.Authority;
import redress.certs.authority.Delivery;
import redress.certs.authority.Profile;
import redress.certs.authority.Registration;
import redress.local.home.LaunchFailure;
import redress.local.home.MeshHome;
import redress.local.home.MeshService;
import redress.local.home.Ports;

/// The authority of the local mesh: where it is, and what it is to know of each part.
///
/// Its passphrase lies beside it here; past one machine it must not.
public record LocalAuthority(MeshHome home, Ports ports) {
    public static final List<String> WORKLOADS =
            List.of(
                    "case-service",
                    "grievance-service",
                    "decision-service",
                    "console",
                    "importer",
                    "partner");
    public static final List<String> INFRASTRUCTURE =
            List.of(PostgresPart.NAME, KeycloakPart.NAME, Databases.ADMIN, Databases.OWNER);

    private static final Set<String> CLIENTS_ONLY =
            Set.of("importer", "partner", Databases.ADMIN, Databases.OWNER);
    private static final Duration WORKLOAD_LIFE = Duration.ofHours(24);
    private static final Duration INFRASTRUCTURE_LIFE = Duration.ofDays(90);

    /// The authority that `up` made.
    ///
    /// @throws LaunchFailure if there is none, or one that an older version made
    public Authority open() {
        requireUsable();
        char[] passphrase = new PassphraseFile(home.passphrase()).read();
        return Authority.open(home.authority(), passphrase, InstantSource.system());
    }

    /// @throws LaunchFailure as [#open] would
    public void requireUsable() {
        if (!exists()) {
            throw new LaunchFailure(
                    home.authority() + ": missing (expected: made by the first ./redress up)");
        }
        if (!Files.exists(home.authority().resolve("authority.json"))) {
            throw new LaunchFailure(
                    home.authority()
                            + ": made by an older version (expected: ./redress up --fresh, which"
                            + " deletes all data)");
        }
    }

    boolean exists() {
        return Files.exists(home.authority());
    }

    Authority create() {
        char[] passphrase = new PassphraseFile(home.passphrase()).readOrCreate();
        return Authority.create(
                home.authority(), TrustDomain.DEFAULT, passphrase, InstantSource.system());
    }

    /// Registers every part. What a user chose with `./redress certs issue`, algorithm and life,
    /// stays.
    void register(Authority authority) {
        WORKLOADS.forEach(name -> register(authority, name, home.identity(name), WORKLOAD_LIFE));
        INFRASTRUCTURE.forEach(
                name -> register(authority, name, home.infrastructure(name), INFRASTRUCTURE_LIFE));
    }

    private void register(Authority authority, String name, Path folder, Duration life) {
        SpiffeId id = authority.trustDomain().workload(name);
        Profile profile =
                CLIENTS_ONLY.contains(name) ? Profile.client(id) : Profile.localServer(id);
        Registration known =
                authority.registrations().stream()
                        .filter(each -> each.id().equals(id))
                        .findFirst()
                        .orElseGet(() -> Registration.of(profile).withLife(life));
        var _ = authority.register(known.withProfile(profile).withDelivery(delivery(name, folder)));
    }

    /// The DER key beside the PEM one is for the PostgreSQL driver.
    private Delivery delivery(String name, Path folder) {
        Delivery plain = Delivery.to(folder).withDerKey();
        if (name.equals(PostgresPart.NAME)) {
            return plain.withHup(home.postgres().resolve("data/postmaster.pid"))
                    .withProbe("postgres:localhost:" + ports.postgres().number());
        }
        if (name.equals(KeycloakPart.NAME)) {
            return plain.withProbe("localhost:" + ports.keycloak().number());
        }
        return service(name, plain);
    }

    private Delivery service(String name, Delivery plain) {
        for (MeshService service : MeshService.values()) {
            if (service.serviceName().equals(name)) {
                return plain.withProbe("localhost:" + ports.grpc(service).number());
            }
        }
        return plain;
    }

    /// @throws LaunchFailure in the words of the fault
    static LaunchFailure failure(CertsException e) {
        return new LaunchFailure(e.getMessage() == null ? e.toString() : e.getMessage(), e);
    }
}
