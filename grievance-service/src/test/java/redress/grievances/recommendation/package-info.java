/// What rules recommend and what a person makes of it.
@NullMarked
package redress.grievances.recommendation;

import org.jspecify.annotations.NullMarked;
