package redress.system.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redress.cases.v1.CaseServiceGrpc;
import redress.cases.v1.GetCaseRequest;
import redress.cases.v1.GetCaseResponse;
import redress.cases.v1.OpenCaseResponse;
import redress.local.home.MeshService;
import redress.system.mesh.Samples;
import redress.system.mesh.Scenario;
import redress.system.mesh.TestMesh;
import redress.system.mesh.TestUser;

/// Python's grpcio, which shares no code with the mesh, calls it with certificate and token.
@Scenario
class ForeignClientScenario {
    private static final String PYTHON = "/usr/bin/python3";

    @TempDir Path folder = Path.of("");

    private record Outcome(int exitCode, ByteString out, String err) {}

    @BeforeEach
    void needsGrpcio() throws IOException, InterruptedException {
        assumeTrue(
                Files.isExecutable(Path.of(PYTHON))
                        && run(List.of(PYTHON, "-c", "import grpc"), "", new byte[0]).exitCode()
                                == 0,
                "Python's grpcio is not installed (Debian: apt install python3-grpcio, or"
                        + " ./redress test --install)");
    }

    @Test
    void opensACaseAndReadsIt(TestMesh mesh) throws IOException, InterruptedException {
        String token = mesh.token(TestUser.WORKER);
        var request = Samples.openCase(Samples.name("python"));
        var opened =
                call(mesh, CaseServiceGrpc.getOpenCaseMethod().getFullMethodName(), token, request);
        assertThat(opened.exitCode()).describedAs(opened.err()).isZero();
        var stored = OpenCaseResponse.parseFrom(opened.out()).getCase();

        var get = GetCaseRequest.newBuilder().setId(stored.getId()).build();
        var read = call(mesh, CaseServiceGrpc.getGetCaseMethod().getFullMethodName(), token, get);

        assertThat(GetCaseResponse.parseFrom(read.out()).getCase()).isEqualTo(stored);
        assertThat(stored.getDetails()).isEqualTo(request.getDetails());
    }

    @Test
    void isRefusedWithoutAToken(TestMesh mesh) throws IOException, InterruptedException {
        var request = Samples.openCase(Samples.name("python"));
        var refused =
                call(mesh, CaseServiceGrpc.getOpenCaseMethod().getFullMethodName(), "", request);
        assertThat(refused.exitCode()).isEqualTo(3);
        assertThat(refused.err()).startsWith("UNAUTHENTICATED");
        assertThat(refused.out().isEmpty()).isTrue();
    }

    private Outcome call(TestMesh mesh, String method, String token, Message request)
            throws IOException, InterruptedException {
        return run(
                List.of(
                        PYTHON,
                        script().toString(),
                        "localhost:" + mesh.grpcPort(MeshService.CASES),
                        "/" + method,
                        mesh.identity("console").path().toString()),
                token,
                request.toByteArray());
    }

    private Path script() throws IOException {
        Path script = folder.resolve("foreign_client.py");
        try (InputStream in =
                ForeignClientScenario.class.getResourceAsStream("/foreign_client.py")) {
            Files.write(script, Objects.requireNonNull(in).readAllBytes());
        }
        return script;
    }

    private Outcome run(List<String> command, String token, byte[] input)
            throws IOException, InterruptedException {
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        var builder =
                new ProcessBuilder(command)
                        .redirectOutput(out.toFile())
                        .redirectError(err.toFile());
        builder.environment().put("TOKEN", token);
        var process = builder.start();
        try (var stdin = process.getOutputStream()) {
            stdin.write(input);
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return new Outcome(
                process.exitValue(),
                ByteString.copyFrom(Files.readAllBytes(out)),
                Files.readString(err, StandardCharsets.UTF_8));
    }
}
