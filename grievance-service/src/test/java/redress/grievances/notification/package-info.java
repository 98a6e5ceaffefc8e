/// Tests of what complainants are told.
@NullMarked
package redress.grievances.notification;

import org.jspecify.annotations.NullMarked;
