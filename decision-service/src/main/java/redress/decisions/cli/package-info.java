/// The models command: train, evaluate and list from a terminal.
@NullMarked
package redress.decisions.cli;

import org.jspecify.annotations.NullMarked;
