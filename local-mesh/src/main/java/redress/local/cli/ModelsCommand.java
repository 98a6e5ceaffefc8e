package redress.local.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;
import redress.local.home.Checkout;

/// The model commands, which belong to the decision service.
@Command(
        name = "models",
        description = "Train, measure and read about models: see ./redress models --help.")
final class ModelsCommand implements Callable<Integer> {
    // The class path is that of the service: its log manager must be there first.
    private static final List<String> OPTIONS =
            List.of("-Xmx2g", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");

    @Unmatched private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        String classPath = Checkout.find().serviceClassPath("decision-service");
        return new ChildCommand(OPTIONS, classPath, "redress.decisions.cli.ModelsCommand", Map.of())
                .run(arguments);
    }
}
