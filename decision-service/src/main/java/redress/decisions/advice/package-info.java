/// What every recommendation says besides its value: reasons, model, digest of its input.
@NullMarked
package redress.decisions.advice;

import org.jspecify.annotations.NullMarked;
