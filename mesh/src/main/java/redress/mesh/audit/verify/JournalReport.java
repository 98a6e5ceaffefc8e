package redress.mesh.audit.verify;

import com.google.protobuf.ByteString;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What was found in one journal.
///
/// @param folder where it lies
/// @param workload SPIFFE ID of the workload that keeps it; empty if it has no block
/// @param instance its identifier
/// @param blocks digests of its whole blocks, in their order
/// @param entries how many entries these seal
/// @param open how many entries are behind the last block, sealed by none
/// @param torn how many bytes of a half-written record are at its end
/// @param witnessed the newest of its blocks that another journal has seen; 0: none
/// @param broken what is broken; empty: it is whole
public record JournalReport(
        Path folder,
        String workload,
        String instance,
        List<ByteString> blocks,
        long entries,
        long open,
        long torn,
        long witnessed,
        Optional<Broken> broken) {
    /// The workload's name: the path of its SPIFFE ID.
    public String name() {
        return name(workload);
    }

    static String name(String spiffeId) {
        String[] parts = spiffeId.split("/", 4);
        return parts.length == 4 ? parts[3] : spiffeId;
    }

    JournalReport broken(Broken found) {
        return with(witnessed, Optional.of(broken.orElse(found)));
    }

    JournalReport witnessed(long block) {
        return with(Math.max(witnessed, block), broken);
    }

    private JournalReport with(long newWitnessed, Optional<Broken> newBroken) {
        return new JournalReport(
                folder, workload, instance, blocks, entries, open, torn, newWitnessed, newBroken);
    }
}
