/// A case from its opening to its closure: what may happen to it, and who is told.
@NullMarked
package redress.cases.lifecycle;

import org.jspecify.annotations.NullMarked;
