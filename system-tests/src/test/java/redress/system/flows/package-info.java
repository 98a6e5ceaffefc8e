/// Whole pieces of work, over gRPC and over REST.
@NullMarked
package redress.system.flows;

import org.jspecify.annotations.NullMarked;
