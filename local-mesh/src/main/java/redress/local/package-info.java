/// The whole mesh on one machine, as one command.
@NullMarked
package redress.local;

import org.jspecify.annotations.NullMarked;
