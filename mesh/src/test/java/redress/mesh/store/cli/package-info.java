/// The command that makes the schema of a service, as its owner.
@NullMarked
package redress.mesh.store.cli;

import org.jspecify.annotations.NullMarked;
