/// Tests of signatures.
@NullMarked
package redress.grievances.signing;

import org.jspecify.annotations.NullMarked;
