/// Tests of the log of events.
@NullMarked
package redress.mesh.events;

import org.jspecify.annotations.NullMarked;
