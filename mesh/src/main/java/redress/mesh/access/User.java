package redress.mesh.access;

import java.util.Set;
import redress.access.v1.Assurance;
import redress.access.v1.Role;

/// A person or partner system behind a call, as a verified token names it.
///
/// @param name user name, unique within the realm
/// @param roles roles of the contract; names of other roles in the token give nothing
/// @param assurance how surely the user was identified (`acr`); unspecified if the token does not
///   say
/// @param scope what the user serves, and so may see
/// @param token the verified token, to be passed on to peers and never logged
public record User(String name, Set<Role> roles, Assurance assurance, Scope scope, String token) {
    public User {
        roles = Set.copyOf(roles);
    }

    @Override
    public String toString() {
        return "User[name="
                + name
                + ", roles="
                + roles
                + ", assurance="
                + assurance
                + ", "
                + scope
                + "]";
    }
}
