package redress.mesh.access;

import java.util.Set;
import redress.access.v1.Role;

/// A person or partner system behind a call, as a verified token names it.
///
/// @param name user name, unique within the realm
/// @param roles roles of the contract; names of other roles in the token give nothing. A partner
///   system has `partner_system` and no other, a person all but that
/// @param signIn how surely a person identified, and when
/// @param scope what the user serves, and so may see
/// @param token the verified token, to be passed on to peers and never logged
public record User(String name, Set<Role> roles, SignIn signIn, Scope scope, String token) {
    public User {
        roles = Set.copyOf(roles);
    }

    /// Whether this is a system and no person: it can't identify more surely.
    public boolean isSystem() {
        return roles.contains(Role.ROLE_PARTNER_SYSTEM);
    }

    /// The same user by another token.
    public User with(String other) {
        return new User(name, roles, signIn, scope, other);
    }

    @Override
    public String toString() {
        return "User[name=" + name + ", roles=" + roles + ", signIn=" + signIn + ", " + scope + "]";
    }
}
