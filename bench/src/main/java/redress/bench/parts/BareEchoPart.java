package redress.bench.parts;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import redress.bench.echo.BareEcho;
import redress.local.home.Checkout;
import redress.local.home.JavaProgram;
import redress.local.home.MeshHome;
import redress.local.home.Port;
import redress.local.process.Launch;
import redress.local.process.Part;
import redress.local.process.Progress;

/// The bare echo in a JVM like that of a service.
///
/// @param heapMegabytes its heap
/// @param identity its certificates; none for plaintext
/// @param database the URL of what it asks for every answer; none to answer by itself
public record BareEchoPart(
        Port port,
        int heapMegabytes,
        Optional<Path> identity,
        Optional<String> database,
        MeshHome home,
        Checkout checkout)
        implements Part {
    @Override
    public String name() {
        return port.use();
    }

    @Override
    public String address() {
        return "localhost:" + port.number();
    }

    @Override
    public List<Port> ports() {
        return List.of(port);
    }

    @Override
    public void prepare(Progress progress) {}

    @Override
    public Launch launch() {
        var command =
                new ArrayList<>(
                        List.of(
                                JavaProgram.path(),
                                "-Xmx" + heapMegabytes + "m",
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow",
                                "-Djdk.tls.server.newSessionTicketCount=0",
                                "-cp",
                                checkout.serviceClassPath("bench"),
                                BareEcho.class.getName(),
                                Integer.toString(port.number())));
        identity.ifPresent(folder -> command.add(folder.toString()));
        database.ifPresent(command::add);
        return new Launch(command, Map.of(), home.folder());
    }

    @Override
    public boolean ready() {
        return Listening.on(port);
    }
}
