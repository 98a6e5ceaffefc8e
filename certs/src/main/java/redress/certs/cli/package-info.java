/// The `certs` command for security teams.
@NullMarked
package redress.certs.cli;

import org.jspecify.annotations.NullMarked;
