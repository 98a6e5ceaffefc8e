package redress.certs.authority;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Function;
import redress.certs.CertsException;
import redress.certs.KeyAlgorithm;
import redress.certs.Reason;
import redress.certs.SpiffeId;
import redress.certs.TrustDomain;

/// The state as JSON text, each value in the form that people know it by.
final class StateJson {
    private static final int HEXADECIMAL = 16;

    /// Writes ASCII only; refuses to read an object that lacks a member.
    static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .addModule(values())
                    .enable(JsonWriteFeature.ESCAPE_NON_ASCII)
                    .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                    .build();

    private StateJson() {}

    static String write(AuthorityState state) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(state) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a state that is no JSON", e);
        }
    }

    static AuthorityState read(String json, Path source) {
        try {
            return MAPPER.readValue(json, AuthorityState.class);
        } catch (JsonProcessingException e) {
            throw new CertsException(
                    Reason.BAD_MATERIAL, "state", source, "a whole authority.json", e);
        }
    }

    private static SimpleModule values() {
        var module = new SimpleModule();
        add(module, Instant.class, Instant::toString, Instant::parse);
        add(module, Duration.class, Duration::toString, Duration::parse);
        add(module, Path.class, Path::toString, Path::of);
        add(module, SpiffeId.class, SpiffeId::toString, SpiffeId::parse);
        add(module, TrustDomain.class, TrustDomain::name, TrustDomain::new);
        add(module, KeyAlgorithm.class, KeyAlgorithm::label, KeyAlgorithm::named);
        add(
                module,
                BigInteger.class,
                IssuedCertificate::hex,
                hex -> new BigInteger(hex, HEXADECIMAL));
        return module;
    }

    private static <T> void add(
            SimpleModule module,
            Class<T> type,
            Function<T, String> write,
            Function<String, T> read) {
        module.addSerializer(type, new Written<>(type, write));
        module.addDeserializer(type, new Read<>(type, read));
    }

    private static final class Written<T> extends StdSerializer<T> {
        private final transient Function<T, String> write;

        Written(Class<T> type, Function<T, String> write) {
            super(type);
            this.write = write;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider)
                throws IOException {
            out.writeString(write.apply(value));
        }
    }

    private static final class Read<T> extends StdDeserializer<T> {
        private final transient Function<String, T> read;

        Read(Class<T> type, Function<String, T> read) {
            super(type);
            this.read = read;
        }

        @Override
        public T deserialize(JsonParser in, DeserializationContext context) throws IOException {
            try {
                return read.apply(in.getText());
            } catch (RuntimeException e) {
                throw context.weirdStringException(in.getText(), handledType(), e.toString());
            }
        }
    }
}
