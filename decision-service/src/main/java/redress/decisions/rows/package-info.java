/// A table as its map reads it: texts or facts, and the answers to learn from.
@NullMarked
package redress.decisions.rows;

import org.jspecify.annotations.NullMarked;
