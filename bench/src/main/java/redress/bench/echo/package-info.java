/// The processes that are measured: an echo behind the gate, and a bare one to compare with.
@NullMarked
package redress.bench.echo;

import org.jspecify.annotations.NullMarked;
