/// Says who a workload is: its own key and certificate, and the certificates of its peers.
@NullMarked
package redress.mesh.identity;

import org.jspecify.annotations.NullMarked;
