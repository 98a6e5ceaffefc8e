/// The registry of models: which version answers, who put it there after which gates, and the way
/// back.
@NullMarked
package redress.decisions.registry;

import org.jspecify.annotations.NullMarked;
