/// Reads CSV tables row by row and names file, line and column in every complaint.
@NullMarked
package redress.decisions.tables;

import org.jspecify.annotations.NullMarked;
