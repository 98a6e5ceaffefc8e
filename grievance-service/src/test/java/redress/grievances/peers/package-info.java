/// Tests of the calls to other services.
@NullMarked
package redress.grievances.peers;

import org.jspecify.annotations.NullMarked;
