package redress.mesh.attachments;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.util.List;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// The limits of files as `redress.attachments.*` sets them.
@ApplicationScoped
public class ConfiguredAttachments {
    @Produces
    @Singleton
    AttachmentLimits limits(
            @ConfigProperty(name = "redress.attachments.max-bytes") long bytes,
            @ConfigProperty(name = "redress.attachments.per-item") int perItem,
            @ConfigProperty(name = "redress.attachments.types") List<String> types,
            @ConfigProperty(name = "redress.attachments.bytes-at-once") long bytesAtOnce) {
        return AttachmentLimits.of(bytes, perItem, types, bytesAtOnce);
    }
}
