/// Floor rules: written word lists that put a grievance on top whatever a model says.
@NullMarked
package redress.decisions.rules;

import org.jspecify.annotations.NullMarked;
