/// Referrals: others are asked to serve the person of a case, and tell what became of it.
@NullMarked
package redress.cases.referral;

import org.jspecify.annotations.NullMarked;
