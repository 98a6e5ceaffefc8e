/// The gRPC edge: one method for each call of the contract.
@NullMarked
package redress.grievances.grpc;

import org.jspecify.annotations.NullMarked;
