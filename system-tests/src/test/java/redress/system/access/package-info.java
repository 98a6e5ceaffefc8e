/// Who may make which call, and the shape of the code.
@NullMarked
package redress.system.access;

import org.jspecify.annotations.NullMarked;
