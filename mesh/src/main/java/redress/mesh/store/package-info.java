/// Writes that happen once, with their events, in one transaction; pages that need no counting.
@NullMarked
package redress.mesh.store;

import org.jspecify.annotations.NullMarked;
