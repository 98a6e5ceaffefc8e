/// Whether the process may run and can serve.
@NullMarked
package redress.mesh.readiness;

import org.jspecify.annotations.NullMarked;
