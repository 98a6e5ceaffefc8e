/// Tests of the hand-over to a case.
@NullMarked
package redress.grievances.referral;

import org.jspecify.annotations.NullMarked;
