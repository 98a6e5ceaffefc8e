/// Tests of the REST door, without any network.
@NullMarked
package redress.mesh.rest;

import org.jspecify.annotations.NullMarked;
