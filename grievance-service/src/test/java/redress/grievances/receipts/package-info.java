/// Tests of receipts.
@NullMarked
package redress.grievances.receipts;

import org.jspecify.annotations.NullMarked;
