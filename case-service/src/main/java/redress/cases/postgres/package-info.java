/// Cases and notes in PostgreSQL.
@NullMarked
package redress.cases.postgres;

import org.jspecify.annotations.NullMarked;
