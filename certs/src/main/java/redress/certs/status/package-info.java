/// Whether the certificates of a trust domain are fine, and what to do where they are not.
@NullMarked
package redress.certs.status;

import org.jspecify.annotations.NullMarked;
