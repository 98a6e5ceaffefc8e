/// The rights of persons: requests, legal holds, and what is left of an erased case.
@NullMarked
package redress.cases.rights;

import org.jspecify.annotations.NullMarked;
