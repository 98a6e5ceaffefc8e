/// The authority: its folder, what it is ready to certify, and its record of all it certified.
@NullMarked
package redress.certs.authority;

import org.jspecify.annotations.NullMarked;
