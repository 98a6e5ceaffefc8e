/// Rules of the rights of persons that need no store.
@NullMarked
package redress.mesh.rights;

import org.jspecify.annotations.NullMarked;
