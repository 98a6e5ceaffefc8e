package redress.mesh.attachments;

import com.google.common.collect.ImmutableList;
import com.google.protobuf.ByteString;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The media types of files that people bring as evidence, each with how its content begins. None
/// of them carries scripts that a browser would run in a page.
///
/// Content that looks right may still be damaged, or do harm: nothing searches for viruses.
public enum MediaType {
    // ISO 32000-1, 7.5.2
    PDF("application/pdf", 0, hex("255044462d")),
    // ITU-T T.81: start of image, and the next marker
    JPEG("image/jpeg", 0, hex("ffd8ff")),
    // RFC 2083, 3.1
    PNG("image/png", 0, hex("89504e470d0a1a0a")),
    // RFC 9649, 2.4: RIFF and a length before it
    WEBP("image/webp", 8, hex("57454250")),
    // TIFF 6.0, section 2: either byte order
    TIFF("image/tiff", 0, hex("49492a00"), hex("4d4d002a")),
    // RFC 3533, 6
    OGG("audio/ogg", 0, hex("4f676753")),
    // ID3v2, or a frame of MPEG layer III
    MP3("audio/mpeg", 0, hex("494433"), hex("fffb"), hex("fff3"), hex("fff2")),
    // OpenDocument 1.3, part 2, 3.3: the type stands in the first file of the archive, uncompressed
    ODT(
            "application/vnd.oasis.opendocument.text",
            30,
            text("mimetypeapplication/vnd.oasis.opendocument.text")),
    /// UTF-8 without control characters but those of layout.
    TEXT("text/plain", 0);

    private static final char DELETE = 0x7f;
    private static final String LAYOUT = "\t\n\r\f";

    private final String text;
    private final int offset;
    private final ImmutableList<ByteString> beginnings;

    MediaType(String text, int offset, ByteString... beginnings) {
        this.text = text;
        this.offset = offset;
        this.beginnings = ImmutableList.copyOf(beginnings);
    }

    /// The type of that name.
    public static Optional<MediaType> named(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }

    /// The name, as in `Content-Type`.
    public String text() {
        return text;
    }

    /// Whether content looks like this type.
    public boolean fits(ByteString content) {
        if (beginnings.isEmpty()) {
            return isText(content);
        }
        return content.size() >= offset
                && beginnings.stream()
                        .anyMatch(beginning -> content.substring(offset).startsWith(beginning));
    }

    private static boolean isText(ByteString content) {
        if (!content.isValidUtf8()) {
            return false;
        }
        for (byte one : content) {
            boolean control = (one >= 0 && one < ' ') || one == DELETE;
            if (control && LAYOUT.indexOf(one) < 0) {
                return false;
            }
        }
        return true;
    }

    private static ByteString hex(String digits) {
        return ByteString.copyFrom(HexFormat.of().parseHex(digits));
    }

    private static ByteString text(String text) {
        return ByteString.copyFromUtf8(text);
    }
}
