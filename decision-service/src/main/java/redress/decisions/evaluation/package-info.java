/// Measures of quality, each with its formula.
@NullMarked
package redress.decisions.evaluation;

import org.jspecify.annotations.NullMarked;
