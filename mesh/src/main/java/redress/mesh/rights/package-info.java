/// A service's side of the rights of persons: what it holds about them is found, given out,
/// restricted and erased.
@NullMarked
package redress.mesh.rights;

import org.jspecify.annotations.NullMarked;
