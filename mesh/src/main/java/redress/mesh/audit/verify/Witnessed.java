package redress.mesh.audit.verify;

import redress.audit.v1.Head;

/// A block of another journal, as a sealed entry says it was.
///
/// @param by the workload whose journal says so
/// @param entry the entry that says so
/// @param workload the workload that keeps the other journal, by its certificate
/// @param head the block
record Witnessed(String by, long entry, String workload, Head head) {
    @Override
    public String toString() {
        return "witnessed by %s in entry %d".formatted(by, entry);
    }
}
