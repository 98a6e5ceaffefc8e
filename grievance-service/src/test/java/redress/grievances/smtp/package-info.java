/// Tests of mail, with a mail server that is real but small.
@NullMarked
package redress.grievances.smtp;

import org.jspecify.annotations.NullMarked;
