/// Categories of grievances: data of an installation.
@NullMarked
package redress.grievances.categories;

import org.jspecify.annotations.NullMarked;
