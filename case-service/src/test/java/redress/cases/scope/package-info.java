/// Whether people see what they may see and nothing else, against a model in plain Java.
@NullMarked
package redress.cases.scope;

import org.jspecify.annotations.NullMarked;
