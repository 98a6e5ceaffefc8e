/// Signatures with the certificate of the service.
@NullMarked
package redress.grievances.signing;

import org.jspecify.annotations.NullMarked;
