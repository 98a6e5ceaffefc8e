/// Scenarios about certificates in motion, and about TLS as outsiders see it.
@NullMarked
package redress.system.certificates;

import org.jspecify.annotations.NullMarked;
