/// Keeps trained models: immutable versions, checked by digest, one of them in use.
@NullMarked
package redress.decisions.models;

import org.jspecify.annotations.NullMarked;
