/// What a person is given of a grievance.
@NullMarked
package redress.grievances.rights;

import org.jspecify.annotations.NullMarked;
