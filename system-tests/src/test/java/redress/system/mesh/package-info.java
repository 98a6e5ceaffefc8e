/// The local mesh that all scenarios share, and clients of it.
@NullMarked
package redress.system.mesh;

import org.jspecify.annotations.NullMarked;
