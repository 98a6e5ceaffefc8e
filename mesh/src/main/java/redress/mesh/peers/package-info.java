/// Channels to other services of the mesh: the peer's identity pinned, deadlines always set.
@NullMarked
package redress.mesh.peers;

import org.jspecify.annotations.NullMarked;
