/// Grievance triage: flags, urgency and category from a complaint's text.
@NullMarked
package redress.decisions.triage;

import org.jspecify.annotations.NullMarked;
