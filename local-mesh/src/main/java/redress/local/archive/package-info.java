/// Unpacking what Maven fetched, without tar or xz on the machine.
@NullMarked
package redress.local.archive;

import org.jspecify.annotations.NullMarked;
