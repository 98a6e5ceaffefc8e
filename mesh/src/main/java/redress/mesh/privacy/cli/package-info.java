/// The command that makes and rotates a service's own keys.
@NullMarked
package redress.mesh.privacy.cli;

import org.jspecify.annotations.NullMarked;
