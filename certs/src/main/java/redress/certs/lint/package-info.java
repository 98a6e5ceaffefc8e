/// What the SPIFFE standards and this project demand of certificates and workload folders.
@NullMarked
package redress.certs.lint;

import org.jspecify.annotations.NullMarked;
