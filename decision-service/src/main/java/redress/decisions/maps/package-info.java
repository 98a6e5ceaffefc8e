/// What a table's columns mean: the YAML map that training and evaluation start from.
@NullMarked
package redress.decisions.maps;

import org.jspecify.annotations.NullMarked;
