package redress.certs.workload;

import java.util.Optional;
import redress.certs.authority.Evidence;
import redress.certs.authority.Registration;

/// What the folders on this machine hold; nothing is known of running processes.
public final class FolderEvidence implements Evidence {
    @Override
    public Optional<Held> folder(Registration workload) {
        return workload.folder()
                .map(path -> WorkloadFolder.at(path).read())
                .map(set -> new Held(set.leaf(), set.anchors()));
    }

    @Override
    public Optional<Loaded> report(Registration workload) {
        return Optional.empty();
    }

    @Override
    public Optional<Shown> probe(Registration workload) {
        return Optional.empty();
    }
}
