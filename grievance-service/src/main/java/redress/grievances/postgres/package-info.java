/// Grievances in PostgreSQL.
@NullMarked
package redress.grievances.postgres;

import org.jspecify.annotations.NullMarked;
