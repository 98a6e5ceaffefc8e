/// Turns a text into the sparse tf-idf vector that the linear models read.
@NullMarked
package redress.decisions.text;

import org.jspecify.annotations.NullMarked;
