/// Receipts: what a complainant follows a grievance with, without any name.
@NullMarked
package redress.grievances.receipts;

import org.jspecify.annotations.NullMarked;
