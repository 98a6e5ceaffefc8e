/// The store on a real PostgreSQL.
@NullMarked
package redress.grievances.postgres;

import org.jspecify.annotations.NullMarked;
