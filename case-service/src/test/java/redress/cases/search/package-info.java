/// Search and saved searches on a real database.
@NullMarked
package redress.cases.search;

import org.jspecify.annotations.NullMarked;
