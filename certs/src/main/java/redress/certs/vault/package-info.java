/// Where the private keys of an authority are kept, and how they open.
@NullMarked
package redress.certs.vault;

import org.jspecify.annotations.NullMarked;
