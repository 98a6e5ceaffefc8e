package redress.mesh.tls;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import redress.mesh.identity.TestAuthority;
import redress.mesh.identity.TestAuthority.Issued;
import redress.mesh.identity.WorkloadIdentity;

/// Completes when exactly this certificate with exactly these anchors is in use.
record Awaited(
        Issued issued,
        TestAuthority first,
        TestAuthority second,
        CompletableFuture<WorkloadIdentity> seen)
        implements Consumer<WorkloadIdentity> {

    @Override
    public void accept(WorkloadIdentity identity) {
        if (identity.leaf().equals(issued.leaf())
                && identity.anchors()
                        .certificates()
                        .equals(List.of(first.certificate(), second.certificate()))) {
            seen.complete(identity);
        }
    }
}
