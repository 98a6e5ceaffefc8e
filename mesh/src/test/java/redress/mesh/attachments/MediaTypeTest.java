package redress.mesh.attachments;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.protobuf.ByteString;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MediaTypeTest {
    @ParameterizedTest
    @CsvSource({
        "PDF, 255044462d312e37",
        "JPEG, ffd8ffe000104a464946",
        "PNG, 89504e470d0a1a0a0000000d",
        "WEBP, 524946461a00000057454250",
        "TIFF, 49492a0008000000",
        "TIFF, 4d4d002a00000008",
        "OGG, 4f67675300020000",
        "MP3, 49443304",
        "MP3, fffb9064",
        "TEXT, 48c3bc747465",
        "TEXT, 610a620d0a0963",
    })
    void knowsContentByItsBeginning(MediaType type, String hex) {
        assertThat(type.fits(bytes(hex))).isTrue();
    }

    @Test
    void knowsAnOpenDocumentByTheTypeInIt() {
        var zip = bytes("504b0304").concat(ByteString.copyFrom(new byte[26]));
        var named = zip.concat(ByteString.copyFromUtf8("mimetype" + MediaType.ODT.text()));

        assertThat(MediaType.ODT.fits(named)).isTrue();
        assertThat(MediaType.ODT.fits(zip)).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"PNG, ffd8ff", "PDF, 0a255044462d", "WEBP, 52494646", "JPEG, ffd8", "PNG, 89"})
    void refusesWhatBeginsAnotherWay(MediaType type, String hex) {
        assertThat(type.fits(bytes(hex))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"6100", "1b5b", "c328", "ff", "7f"})
    void textHasNoControlCharactersAndIsUtf8(String hex) {
        assertThat(MediaType.TEXT.fits(bytes(hex))).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsName(MediaType type) {
        assertThat(MediaType.named(type.text())).contains(type);
        assertThat(MediaType.named(type.text() + "x")).isEmpty();
    }

    private static ByteString bytes(String hex) {
        return ByteString.copyFrom(HexFormat.of().parseHex(hex));
    }
}
