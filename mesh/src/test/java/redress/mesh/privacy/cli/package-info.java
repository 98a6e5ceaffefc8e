/// The command that makes and rotates keys.
@NullMarked
package redress.mesh.privacy.cli;

import org.jspecify.annotations.NullMarked;
