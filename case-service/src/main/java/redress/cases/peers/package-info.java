/// Calls to other services of the mesh.
@NullMarked
package redress.cases.peers;

import org.jspecify.annotations.NullMarked;
