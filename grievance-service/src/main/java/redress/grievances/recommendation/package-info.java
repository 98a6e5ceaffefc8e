/// Recommendations for grievances: asked for, filled in later, judged by a person.
@NullMarked
package redress.grievances.recommendation;

import org.jspecify.annotations.NullMarked;
