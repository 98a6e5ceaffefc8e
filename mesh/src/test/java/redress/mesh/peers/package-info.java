/// Tests of the calls to peers, without any network.
@NullMarked
package redress.mesh.peers;

import org.jspecify.annotations.NullMarked;
