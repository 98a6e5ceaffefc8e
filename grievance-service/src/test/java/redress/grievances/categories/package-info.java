/// Tests of the categories.
@NullMarked
package redress.grievances.categories;

import org.jspecify.annotations.NullMarked;
