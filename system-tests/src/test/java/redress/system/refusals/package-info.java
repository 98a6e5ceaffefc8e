/// Bad input: each a clear refusal with its reason, nothing changed.
@NullMarked
package redress.system.refusals;

import org.jspecify.annotations.NullMarked;
