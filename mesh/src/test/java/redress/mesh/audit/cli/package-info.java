/// The audit command.
@NullMarked
package redress.mesh.audit.cli;

import org.jspecify.annotations.NullMarked;
