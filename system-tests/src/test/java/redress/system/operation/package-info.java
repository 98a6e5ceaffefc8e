/// The mesh in operation: a part away, ports, certificates, foreign clients.
@NullMarked
package redress.system.operation;

import org.jspecify.annotations.NullMarked;
