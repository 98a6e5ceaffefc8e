/// Calls to other services of the mesh.
@NullMarked
package redress.grievances.peers;

import org.jspecify.annotations.NullMarked;
