/// Case priority: a band of need from a household's facts.
@NullMarked
package redress.decisions.priority;

import org.jspecify.annotations.NullMarked;
