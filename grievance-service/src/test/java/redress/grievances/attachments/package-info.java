/// Files of grievances on a real PostgreSQL.
@NullMarked
package redress.grievances.attachments;

import org.jspecify.annotations.NullMarked;
