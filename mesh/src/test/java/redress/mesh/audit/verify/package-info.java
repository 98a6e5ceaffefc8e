/// Whether tampering is found.
@NullMarked
package redress.mesh.audit.verify;

import org.jspecify.annotations.NullMarked;
