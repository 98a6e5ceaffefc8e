/// A grievance from its arrival to its decision: what may happen to it, by when, and who is told.
@NullMarked
package redress.grievances.lifecycle;

import org.jspecify.annotations.NullMarked;
