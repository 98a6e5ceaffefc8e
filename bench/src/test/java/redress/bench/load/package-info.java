/// Tests of what measures.
@NullMarked
package redress.bench.load;

import org.jspecify.annotations.NullMarked;
