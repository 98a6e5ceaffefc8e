/// Referrals on a real PostgreSQL.
@NullMarked
package redress.cases.referral;

import org.jspecify.annotations.NullMarked;
