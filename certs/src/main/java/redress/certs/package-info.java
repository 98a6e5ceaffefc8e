/// What every part of the PKI speaks of: names of workloads, keys, PEM text, durable files and why
/// something is refused.
@NullMarked
package redress.certs;

import org.jspecify.annotations.NullMarked;
