/// What may happen to a case.
@NullMarked
package redress.cases.lifecycle;

import org.jspecify.annotations.NullMarked;
