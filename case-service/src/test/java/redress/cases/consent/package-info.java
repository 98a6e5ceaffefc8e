/// Consents in tests of what rests on them.
@NullMarked
package redress.cases.consent;

import org.jspecify.annotations.NullMarked;
