/// States as types: what may become of a thing is what the methods of its state return.
@NullMarked
package redress.cases.states;

import org.jspecify.annotations.NullMarked;
