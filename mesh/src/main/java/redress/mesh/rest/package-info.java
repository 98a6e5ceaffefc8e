/// The REST door: turns HTTP requests into calls of the contract, as its `google.api.http` options
/// say.
@NullMarked
package redress.mesh.rest;

import org.jspecify.annotations.NullMarked;
