/// Boosted trees scored and explained in plain Java, without the native library that grew them.
@NullMarked
package redress.decisions.trees;

import org.jspecify.annotations.NullMarked;
