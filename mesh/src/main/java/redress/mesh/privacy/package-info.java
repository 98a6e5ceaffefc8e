/// What the contract marks personal or special is stored sealed, with a key that can be destroyed.
@NullMarked
package redress.mesh.privacy;

import org.jspecify.annotations.NullMarked;
