/// Notes on a case, and who may read them.
@NullMarked
package redress.cases.notes;

import org.jspecify.annotations.NullMarked;
