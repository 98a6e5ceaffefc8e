/// The audit line: one for every call, allowed or refused.
@NullMarked
package redress.mesh.audit;

import org.jspecify.annotations.NullMarked;
