/// Tests of what needs no database.
@NullMarked
package redress.mesh.store;

import org.jspecify.annotations.NullMarked;
