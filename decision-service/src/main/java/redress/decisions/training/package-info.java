/// Grows models with Tribuo and checks that the plain Java scorers repeat its answers.
@NullMarked
package redress.decisions.training;

import org.jspecify.annotations.NullMarked;
