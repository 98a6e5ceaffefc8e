/// The audit journal on disk: appended by calls, sealed in signed blocks, read again.
@NullMarked
package redress.mesh.audit.journal;

import org.jspecify.annotations.NullMarked;
