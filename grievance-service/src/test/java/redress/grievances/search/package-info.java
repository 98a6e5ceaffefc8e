/// Search and saved searches on a real database.
@NullMarked
package redress.grievances.search;

import org.jspecify.annotations.NullMarked;
