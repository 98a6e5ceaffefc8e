/// Files of items: taken in whole or not at all, sealed, and seen with their item.
@NullMarked
package redress.mesh.attachments;

import org.jspecify.annotations.NullMarked;
