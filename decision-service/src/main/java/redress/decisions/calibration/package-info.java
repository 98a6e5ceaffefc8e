/// Makes scores mean what they say, and picks the thresholds that turn them into words.
@NullMarked
package redress.decisions.calibration;

import org.jspecify.annotations.NullMarked;
