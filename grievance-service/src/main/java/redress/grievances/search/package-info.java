/// Search for grievances by what they are filed under, and the searches that people keep.
@NullMarked
package redress.grievances.search;

import org.jspecify.annotations.NullMarked;
