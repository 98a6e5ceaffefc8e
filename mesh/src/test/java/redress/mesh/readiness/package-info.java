/// Tests of the settings that a service refuses to start with.
@NullMarked
package redress.mesh.readiness;

import org.jspecify.annotations.NullMarked;
