/// The audit command: verifies, shows and exports journals without any running service.
@NullMarked
package redress.mesh.audit.cli;

import org.jspecify.annotations.NullMarked;
