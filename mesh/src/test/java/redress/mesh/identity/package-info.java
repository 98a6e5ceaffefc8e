/// Tests of identities, and the authority that issues them their certificates.
@NullMarked
package redress.mesh.identity;

import org.jspecify.annotations.NullMarked;
