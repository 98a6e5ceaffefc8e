package redress.bench.parts;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import redress.local.home.Checkout;
import redress.local.home.Port;
import redress.local.parts.ServicePart;
import redress.local.process.Launch;
import redress.local.process.Part;
import redress.local.process.Progress;

/// case-service with the echo in it: the same process in everything else.
///
/// @param original what the local mesh would start
public record MeasuredService(Part original, Checkout checkout) implements Part {
    @Override
    public Launch launch() {
        Launch usual = original.launch();
        String jar = checkout.serviceJar(original.name()).toString();
        String measured = checkout.serviceJar("bench").toString();
        List<String> command =
                usual.command().stream().map(each -> each.equals(jar) ? measured : each).toList();
        return new Launch(command, settings(usual.environment()), usual.directory());
    }

    // One user makes all calls, and logs are as a service keeps them in operation.
    private static Map<String, String> settings(Map<String, String> usual) {
        var settings = new HashMap<>(usual);
        settings.put(ServicePart.CALL_LOG, "INFO");
        settings.put("REDRESS_LIMITS_USER_CALLS_PER_SECOND", "1000000");
        settings.put("REDRESS_LIMITS_USER_CALLS_AT_ONCE", "1000000");
        return settings;
    }

    @Override
    public String name() {
        return original.name();
    }

    @Override
    public String address() {
        return original.address();
    }

    @Override
    public List<Port> ports() {
        return original.ports();
    }

    @Override
    public void check() {
        original.check();
    }

    @Override
    public void prepare(Progress progress) {
        original.prepare(progress);
    }

    @Override
    public boolean ready() {
        return original.ready();
    }

    @Override
    public Duration patience() {
        return original.patience();
    }
}
