/// Assessments, plans and tasks on a real PostgreSQL.
@NullMarked
package redress.cases.work;

import org.jspecify.annotations.NullMarked;
