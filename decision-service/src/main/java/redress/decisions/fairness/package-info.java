/// How a model treats groups of people, with intervals, and how well its facts give away the group.
@NullMarked
package redress.decisions.fairness;

import org.jspecify.annotations.NullMarked;
