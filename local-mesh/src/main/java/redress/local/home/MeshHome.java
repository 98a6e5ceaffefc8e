package redress.local.home;

import java.nio.file.Path;

/// The folder that holds the state of one local mesh: `.redress` in the checkout, or
/// `$REDRESS_HOME`.
///
/// It only names paths; nothing is promised to exist.
public record MeshHome(Path folder) {
    public MeshHome {
        folder = folder.toAbsolutePath().normalize();
    }

    /// Unpacked PostgreSQL and Keycloak; kept by `up --fresh`.
    public Path parts() {
        return folder.resolve("parts");
    }

    public Path logs() {
        return folder.resolve("logs");
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    /// What runs now: one record per part, the lock and the port offset.
    public Path run() {
        return folder.resolve("run");
    }

    public Path authority() {
        return folder.resolve("authority");
    }

    /// What opens the authority's keys (0600).
    public Path passphrase() {
        return folder.resolve("authority-passphrase");
    }

    public Path identities() {
        return folder.resolve("identities");
    }

    /// A workload's `tls.crt`, `tls.key` and `bundle.pem`.
    public Path identity(String workload) {
        return identities().resolve(workload);
    }

    public Path infrastructure() {
        return folder.resolve("infrastructure");
    }

    /// The same three files for what is no workload: `postgres`, `keycloak`, `postgres-admin`,
    /// `schema-owner`.
    public Path infrastructure(String name) {
        return infrastructure().resolve(name);
    }

    public Path keys() {
        return folder.resolve("keys");
    }

    /// What seals a service's personal data (0600): without it nothing of that can be read again.
    public Path keys(String service) {
        return keys().resolve(service);
    }

    public Path postgres() {
        return folder.resolve("postgres");
    }

    public Path keycloak() {
        return folder.resolve("keycloak");
    }

    public Path models() {
        return folder.resolve("models");
    }

    /// Certificates of receivers of webhooks, in PEM, if somebody puts some there.
    public Path webhookTrust() {
        return folder.resolve("webhook-trust.pem");
    }

    /// A service's audit journal.
    public Path audit(String service) {
        return audit().resolve(service);
    }

    /// The journals of all services.
    public Path audit() {
        return folder.resolve("audit");
    }

    /// Passwords of the local users (0600).
    public Path users() {
        return folder.resolve("users.json");
    }

    /// What one-time codes of the local users are made of (0600).
    public Path codes() {
        return folder.resolve("codes.json");
    }

    /// Access tokens of people who signed in with a browser (0600).
    public Path signedIn() {
        return folder.resolve("signed-in");
    }

    /// Secrets of the realm's clients (0600).
    public Path clients() {
        return folder.resolve("clients.json");
    }
}
