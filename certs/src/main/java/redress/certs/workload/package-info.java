/// The folder a workload reads its certificate from, and the agent that keeps such folders fresh.
@NullMarked
package redress.certs.workload;

import org.jspecify.annotations.NullMarked;
