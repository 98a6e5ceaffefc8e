/// Whether people see what they may see and nothing else, against a model in plain Java.
@NullMarked
package redress.grievances.scope;

import org.jspecify.annotations.NullMarked;
