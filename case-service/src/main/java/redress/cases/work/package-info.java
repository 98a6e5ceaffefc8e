/// The work on a case: assessments, plans that somebody else approves, and tasks.
@NullMarked
package redress.cases.work;

import org.jspecify.annotations.NullMarked;
