/// What persons consent to, and what they withdraw.
@NullMarked
package redress.cases.consent;

import org.jspecify.annotations.NullMarked;
