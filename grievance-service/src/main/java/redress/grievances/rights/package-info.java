/// What is left of an erased grievance.
@NullMarked
package redress.grievances.rights;

import org.jspecify.annotations.NullMarked;
