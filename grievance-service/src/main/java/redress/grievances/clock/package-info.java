/// The clock of grievances: working days, limits, pauses, and what happens when a limit passes.
@NullMarked
package redress.grievances.clock;

import org.jspecify.annotations.NullMarked;
