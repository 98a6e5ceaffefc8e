/// Events sent to other systems: signed, in order for each item, until they are confirmed or given
/// up.
@NullMarked
package redress.mesh.webhooks;

import org.jspecify.annotations.NullMarked;
