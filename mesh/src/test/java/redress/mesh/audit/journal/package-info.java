/// The journal, with half-written records, full disks and other workloads' keys.
@NullMarked
package redress.mesh.audit.journal;

import org.jspecify.annotations.NullMarked;
