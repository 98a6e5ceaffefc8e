/// Files of cases on a real PostgreSQL.
@NullMarked
package redress.cases.attachments;

import org.jspecify.annotations.NullMarked;
