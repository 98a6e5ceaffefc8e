/// Whether journals are whole: checked offline, from their files and the trust bundles alone.
@NullMarked
package redress.mesh.audit.verify;

import org.jspecify.annotations.NullMarked;
