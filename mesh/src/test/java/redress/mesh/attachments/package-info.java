/// What may be attached, and how much at once.
@NullMarked
package redress.mesh.attachments;

import org.jspecify.annotations.NullMarked;
