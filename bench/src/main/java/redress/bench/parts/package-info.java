/// The processes of a measurement, as parts that the local mesh can start and stop.
@NullMarked
package redress.bench.parts;

import org.jspecify.annotations.NullMarked;
