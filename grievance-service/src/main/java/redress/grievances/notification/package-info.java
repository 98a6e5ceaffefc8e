/// What complainants are told by e-mail, in which words, and what became of it.
@NullMarked
package redress.grievances.notification;

import org.jspecify.annotations.NullMarked;
