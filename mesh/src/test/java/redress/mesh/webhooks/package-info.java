/// Tests of webhooks.
@NullMarked
package redress.mesh.webhooks;

import org.jspecify.annotations.NullMarked;
