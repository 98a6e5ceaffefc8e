/// Recommendations on request: the models in use, and their advice in the contract's words.
@NullMarked
package redress.decisions.serving;

import org.jspecify.annotations.NullMarked;
