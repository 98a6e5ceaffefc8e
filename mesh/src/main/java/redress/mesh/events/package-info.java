/// What happened, told to others: a log that is read from a position, and watched.
@NullMarked
package redress.mesh.events;

import org.jspecify.annotations.NullMarked;
