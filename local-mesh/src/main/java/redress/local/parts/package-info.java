/// What the mesh consists of, and how each part is started and known to be ready.
@NullMarked
package redress.local.parts;

import org.jspecify.annotations.NullMarked;
