/// Sends e-mail to a mail server, over TLS only.
@NullMarked
package redress.grievances.smtp;

import org.jspecify.annotations.NullMarked;
