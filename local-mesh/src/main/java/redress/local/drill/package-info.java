/// The certificate drill: calls over every edge of the running mesh while its certificates change.
@NullMarked
package redress.local.drill;

import org.jspecify.annotations.NullMarked;
