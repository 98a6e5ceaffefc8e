package redress.mesh.attachments;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.util.Optional;
import redress.attachments.v1.AttachmentDetails;

/// A message of an upload.
///
/// @param request the message as it came
/// @param item the item that the file is for; in the first message
/// @param details what will come; in the first message and in no other
/// @param chunk the next bytes; in every message but the first
public record UploadPart(
        Message request, String item, Optional<AttachmentDetails> details, ByteString chunk) {}
