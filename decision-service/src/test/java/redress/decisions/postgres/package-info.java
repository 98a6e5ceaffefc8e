/// Recommendations in PostgreSQL.
@NullMarked
package redress.decisions.postgres;

import org.jspecify.annotations.NullMarked;
