/// Puts the workload's identity on the wire: TLS 1.3 with both sides authenticated, reloaded
/// without a restart.
@NullMarked
package redress.mesh.tls;

import org.jspecify.annotations.NullMarked;
