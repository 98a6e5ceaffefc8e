package redress.certs.status;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import redress.certs.SpiffeId;

/// One line of the table.
///
/// @param held the newest certificate there is for it; empty if there is none, or none to be read
/// @param crl age of the revocation list of its issuer in its folder
public record WorkloadStatus(
        SpiffeId id,
        Optional<Held> held,
        LastReload lastReload,
        Optional<CrlStatus> crl,
        List<Concern> concerns) {

    public WorkloadStatus {
        concerns = List.copyOf(concerns);
    }

    /// A certificate.
    ///
    /// @param serial 32 hexadecimal digits
    /// @param algorithm `unknown` for one that is not in a folder
    /// @param authority the number of the generation it is of; empty if of none that is trusted
    public record Held(
            String serial,
            String algorithm,
            Instant notAfter,
            long usedPercent,
            Optional<Integer> authority) {}
}
