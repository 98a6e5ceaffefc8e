/// Tests of webhooks on the database of the service.
@NullMarked
package redress.grievances.webhooks;

import org.jspecify.annotations.NullMarked;
