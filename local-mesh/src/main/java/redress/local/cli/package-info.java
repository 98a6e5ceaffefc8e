/// The subcommands of the redress command.
@NullMarked
package redress.local.cli;

import org.jspecify.annotations.NullMarked;
