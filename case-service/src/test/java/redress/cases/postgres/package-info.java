/// The store on a real PostgreSQL.
@NullMarked
package redress.cases.postgres;

import org.jspecify.annotations.NullMarked;
