/// Scenarios of tokens: how surely somebody identified, for whom a token counts, and how long.
@NullMarked
package redress.system.tokens;

import org.jspecify.annotations.NullMarked;
