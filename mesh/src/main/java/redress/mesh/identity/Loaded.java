package redress.mesh.identity;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import redress.mesh.identity.UnusableIdentityException.Reason;

/// What is in use, with the texts it was made of.
///
/// @param crl text of `crl.pem`; empty if there was no such file
/// @param at when it was loaded
record Loaded(IdentityFiles files, Optional<String> crl, WorkloadIdentity identity, Instant at) {

    static Loaded first(Path folder, CrlDemand demand, Instant now) {
        Path set = IdentityFiles.newestSet(folder);
        IdentityFiles files = IdentityFiles.read(folder, set);
        WorkloadIdentity identity = WorkloadIdentity.of(files, now);
        Optional<String> crl = IdentityFiles.readCrl(folder, set);
        Revocations revocations = revocations(folder, crl, demand, identity, now);
        return new Loaded(files, crl, identity.with(revocations), now);
    }

    /// What is revoked according to a text, as an identity's successor is to know it.
    ///
    /// @throws UnusableIdentityException if there must be a file, or it is not good
    static Revocations revocations(
            Path folder,
            Optional<String> crl,
            CrlDemand demand,
            WorkloadIdentity identity,
            Instant now) {
        Revocations inUse = identity.revocations();
        if (crl.isPresent()) {
            return CrlFile.read(folder, crl.get(), identity.anchors(), inUse, now);
        }
        if (demand == CrlDemand.OPTIONAL && !inUse.isChecked()) {
            return inUse;
        }
        throw UnusableIdentityException.of(
                Reason.MISSING_CRL,
                folder.resolve(IdentityFiles.CRL),
                "no such file",
                "one, or redress.identity.crl=optional if the issuer writes none");
    }
}
