/// Parts as operating-system processes that outlive the launcher.
@NullMarked
package redress.local.process;

import org.jspecify.annotations.NullMarked;
