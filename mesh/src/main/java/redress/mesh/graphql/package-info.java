/// The GraphQL door: a Federation 2 subgraph that is derived from the contract and served by its
/// methods.
@NullMarked
package redress.mesh.graphql;

import org.jspecify.annotations.NullMarked;
