/// Where one local mesh lives: its folder, its ports, the checkout it runs from.
@NullMarked
package redress.local.home;

import org.jspecify.annotations.NullMarked;
