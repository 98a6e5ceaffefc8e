/// Tests of TLS between real servers and clients on the loopback interface.
@NullMarked
package redress.mesh.tls;

import org.jspecify.annotations.NullMarked;
