/// TLS towards the parts, trusting only the mesh's own root.
@NullMarked
package redress.local.tls;

import org.jspecify.annotations.NullMarked;
