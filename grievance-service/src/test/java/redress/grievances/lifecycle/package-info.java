/// What may happen to a grievance.
@NullMarked
package redress.grievances.lifecycle;

import org.jspecify.annotations.NullMarked;
