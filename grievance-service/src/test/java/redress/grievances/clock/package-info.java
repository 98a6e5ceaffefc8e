/// Tests of the clock, with a clock of their own.
@NullMarked
package redress.grievances.clock;

import org.jspecify.annotations.NullMarked;
