/// Compares what comes later with what a model learnt from, and says when the two differ too much.
@NullMarked
package redress.decisions.drift;

import org.jspecify.annotations.NullMarked;
