/// The model card and the data sheet that every version carries.
@NullMarked
package redress.decisions.cards;

import org.jspecify.annotations.NullMarked;
