/// What folders, running workloads and their ports show of the certificates in use.
@NullMarked
package redress.certs.evidence;

import org.jspecify.annotations.NullMarked;
