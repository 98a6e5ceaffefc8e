/// Tests of the gate, without any network.
@NullMarked
package redress.mesh.access;

import org.jspecify.annotations.NullMarked;
