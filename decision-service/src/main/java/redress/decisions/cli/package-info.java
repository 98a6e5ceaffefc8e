/// The models command: train, measure, list and read about models from a terminal.
@NullMarked
package redress.decisions.cli;

import org.jspecify.annotations.NullMarked;
