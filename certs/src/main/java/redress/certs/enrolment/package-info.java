/// How a workload asks for a certificate without its key leaving it, and why it is believed.
@NullMarked
package redress.certs.enrolment;

import org.jspecify.annotations.NullMarked;
