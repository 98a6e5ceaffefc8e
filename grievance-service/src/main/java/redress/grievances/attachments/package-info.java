/// Which grievances take files, and who looks after them.
@NullMarked
package redress.grievances.attachments;

import org.jspecify.annotations.NullMarked;
