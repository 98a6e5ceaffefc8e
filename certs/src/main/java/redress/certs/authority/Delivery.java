package redress.certs.authority;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// How a workload gets its certificate.
///
/// @param folder the folder the authority writes, absolute; null for a workload that asks with a
///   CSR
/// @param derKey whether `tls.pk8` is written too
/// @param hup a file whose first line is the process to send SIGHUP after a change, such as
///   `postmaster.pid`
/// @param probe `host:port` of a TLS server that shows this certificate, or `postgres:host:port`
public record Delivery(
        @Nullable Path folder, boolean derKey, @Nullable Path hup, @Nullable String probe) {

    public Delivery {
        folder = folder == null ? null : folder.toAbsolutePath().normalize();
        hup = hup == null ? null : hup.toAbsolutePath().normalize();
    }

    /// No folder: the workload asks by itself.
    public static Delivery onRequest() {
        return new Delivery(null, false, null, null);
    }

    public static Delivery to(Path folder) {
        return new Delivery(folder, false, null, null);
    }

    public Delivery withDerKey() {
        return new Delivery(folder, true, hup, probe);
    }

    public Delivery withHup(Path pidFile) {
        return new Delivery(folder, derKey, pidFile, probe);
    }

    public Delivery withProbe(String address) {
        return new Delivery(folder, derKey, hup, address);
    }
}
