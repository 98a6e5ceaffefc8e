/// Which cases take files, and who looks after them.
@NullMarked
package redress.cases.attachments;

import org.jspecify.annotations.NullMarked;
