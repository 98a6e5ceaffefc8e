/// Scores that are sums of weight times value, so that each term's share is exact.
@NullMarked
package redress.decisions.linear;

import org.jspecify.annotations.NullMarked;
