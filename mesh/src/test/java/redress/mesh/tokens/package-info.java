/// Tests of tokens from call to call.
@NullMarked
package redress.mesh.tokens;

import org.jspecify.annotations.NullMarked;
