/// The rights of persons on a real PostgreSQL, with the other services made by hand.
@NullMarked
package redress.cases.rights;

import org.jspecify.annotations.NullMarked;
