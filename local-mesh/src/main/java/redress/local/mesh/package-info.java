/// Starting and stopping the mesh as a whole: the interface for the command line and for tests.
@NullMarked
package redress.local.mesh;

import org.jspecify.annotations.NullMarked;
