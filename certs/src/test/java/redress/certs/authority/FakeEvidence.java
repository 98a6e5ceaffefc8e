package redress.certs.authority;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import redress.certs.CertsException;

/// Says about each workload what the test told it to.
public final class FakeEvidence implements Evidence {
    private final Map<String, Held> folders = new HashMap<>();
    private final Map<String, Loaded> reports = new HashMap<>();
    private final Map<String, Shown> probes = new HashMap<>();
    private final Map<String, CertsException> faults = new HashMap<>();

    public FakeEvidence folder(String workload, Held held) {
        folders.put(workload, held);
        return this;
    }

    public FakeEvidence report(String workload, Loaded loaded) {
        reports.put(workload, loaded);
        return this;
    }

    public FakeEvidence probe(String workload, Shown shown) {
        probes.put(workload, shown);
        return this;
    }

    public FakeEvidence unreadable(String workload, CertsException fault) {
        faults.put(workload, fault);
        return this;
    }

    @Override
    public Optional<Held> folder(Registration workload) {
        String name = workload.id().workloadName();
        if (faults.containsKey(name)) {
            throw faults.get(name);
        }
        return Optional.ofNullable(folders.get(name));
    }

    @Override
    public Optional<Loaded> report(Registration workload) {
        return Optional.ofNullable(reports.get(workload.id().workloadName()));
    }

    @Override
    public Optional<Shown> probe(Registration workload) {
        return Optional.ofNullable(probes.get(workload.id().workloadName()));
    }
}
