/// Small models from made-up examples, so that a new installation has something to show.
@NullMarked
package redress.decisions.starter;

import org.jspecify.annotations.NullMarked;
