/// Calls methods of the contract in JSON, as a workload and for a user.
@NullMarked
package redress.local.call;

import org.jspecify.annotations.NullMarked;
