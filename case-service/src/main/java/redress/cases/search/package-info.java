/// Search for cases by what they are filed under, and the searches that people keep.
@NullMarked
package redress.cases.search;

import org.jspecify.annotations.NullMarked;
