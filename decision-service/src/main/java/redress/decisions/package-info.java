/// Recommendations with reasons: scores that bring help sooner and never decide.
@NullMarked
package redress.decisions;

import org.jspecify.annotations.NullMarked;
