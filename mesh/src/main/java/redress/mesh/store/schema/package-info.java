/// The schema belongs to a role of its own: made before the service starts, never by the service.
@NullMarked
package redress.mesh.store.schema;

import org.jspecify.annotations.NullMarked;
