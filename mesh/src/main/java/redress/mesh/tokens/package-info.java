/// Tokens of users from call to call: verified once, confirmed again and again, bound to whom they
/// were given.
@NullMarked
package redress.mesh.tokens;

import org.jspecify.annotations.NullMarked;
