/// Single steps of the gate, by JMH.
@NullMarked
package redress.bench.micro;

import org.jspecify.annotations.NullMarked;
