/// What belongs to a case, is seen with it and vanishes with it.
@NullMarked
package redress.cases.records;

import org.jspecify.annotations.NullMarked;
