/// Recommendations for cases: asked for, filled in later, judged by a person.
@NullMarked
package redress.cases.recommendation;

import org.jspecify.annotations.NullMarked;
