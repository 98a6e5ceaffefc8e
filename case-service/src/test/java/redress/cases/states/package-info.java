/// What the types of states say, as a page for people.
@NullMarked
package redress.cases.states;

import org.jspecify.annotations.NullMarked;
