/// The gRPC edge: one method for each call of the contract.
@NullMarked
package redress.decisions.grpc;

import org.jspecify.annotations.NullMarked;
