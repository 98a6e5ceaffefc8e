/// Starts what is to be measured, loads it, and reports.
@NullMarked
package redress.bench.load;

import org.jspecify.annotations.NullMarked;
