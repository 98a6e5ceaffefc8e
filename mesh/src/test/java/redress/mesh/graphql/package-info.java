/// Tests of the GraphQL door.
@NullMarked
package redress.mesh.graphql;

import org.jspecify.annotations.NullMarked;
