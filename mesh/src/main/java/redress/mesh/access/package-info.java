/// The gate: decides from the contract alone who may make which call.
@NullMarked
package redress.mesh.access;

import org.jspecify.annotations.NullMarked;
