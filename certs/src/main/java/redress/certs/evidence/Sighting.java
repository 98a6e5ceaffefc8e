package redress.certs.evidence;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import redress.certs.SpiffeId;
import redress.certs.authority.Registration;
import redress.certs.workload.WorkloadCredentials;
import redress.certs.workload.WorkloadFolder;

/// All there is to see of one workload at one moment.
///
/// @param folder nothing for a workload without one
/// @param crls nothing if its folder has none
/// @param report also one of a process that is gone
/// @param probe nothing if no address is registered or nobody answers there
public record Sighting(
        Registration workload,
        Look<WorkloadCredentials> folder,
        Look<Crls> crls,
        Look<Report> report,
        Look<Served> probe) {

    /// Looks at all workloads at once, so that several that do not answer cost the time of one.
    public static Map<SpiffeId, Sighting> of(Collection<Registration> workloads) {
        var looks = new LinkedHashMap<SpiffeId, Future<Sighting>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (Registration workload : workloads) {
                looks.put(workload.id(), threads.submit(() -> of(workload)));
            }
        }
        var sightings = new LinkedHashMap<SpiffeId, Sighting>();
        looks.forEach((id, look) -> sightings.put(id, look.resultNow()));
        return sightings;
    }

    private static Sighting of(Registration workload) {
        Optional<WorkloadFolder> folder = workload.folder().map(WorkloadFolder::at);
        return new Sighting(
                workload,
                Look.at(() -> folder.map(WorkloadFolder::read)),
                Look.at(() -> folder.flatMap(Crls::in)),
                Look.at(() -> workload.folder().flatMap(Report::read)),
                Look.at(
                        () ->
                                Optional.ofNullable(workload.delivery().probe())
                                        .flatMap(address -> TlsProbe.of(address).look())));
    }
}
