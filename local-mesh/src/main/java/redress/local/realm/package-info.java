/// The local Keycloak realm: its users, clients and secrets, and tokens from it.
@NullMarked
package redress.local.realm;

import org.jspecify.annotations.NullMarked;
