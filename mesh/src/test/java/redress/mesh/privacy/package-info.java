/// What is sealed, with which keys, and where it opens.
@NullMarked
package redress.mesh.privacy;

import org.jspecify.annotations.NullMarked;
