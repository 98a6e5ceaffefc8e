/// Brings rows of a CSV file into the mesh, through the contract like any client.
@NullMarked
package redress.local.importing;

import org.jspecify.annotations.NullMarked;
