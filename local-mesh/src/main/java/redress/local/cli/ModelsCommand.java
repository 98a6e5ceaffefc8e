package redress.local.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Unmatched;
import redress.local.home.Checkout;

/// The model commands: those on files belong to the decision service, those on what answers in the
/// running mesh are calls to it.
@Command(
        name = "models",
        description = "Train, measure, promote and roll back models: see ./redress models --help.")
final class ModelsCommand implements Callable<Integer> {
    // The class path is that of the service: its log manager must be there first.
    private static final List<String> OPTIONS =
            List.of("-Xmx2g", "-Djava.util.logging.manager=org.jboss.logmanager.LogManager");
    private static final String HELP = "--help";
    private static final String OF_THE_MESH =
            """

            On the running local mesh also (each has --help):
              status     What answers, and what waits for a second person.
              promote    Proposes a version for all items; canary for a share of them.
              approve    Puts what another person proposed to use; decline does not.
              rollback   Takes a version out of use at once.
              shadow     Has a version answer for nobody to see.
              retire     Makes sure that a version never answers again.
              history    What was done, and by whom.""";

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Unmatched private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        String verb = arguments.isEmpty() ? HELP : arguments.getFirst();
        if (RegistryCommand.knows(verb)) {
            return RedressCommand.run(new RegistryCommand(), spec, arguments);
        }
        String classPath = Checkout.find().serviceClassPath("decision-service");
        int code =
                new ChildCommand(
                                OPTIONS, classPath, "redress.decisions.cli.ModelsCommand", Map.of())
                        .run(arguments);
        if (verb.equals(HELP)) {
            spec.commandLine().getOut().println(OF_THE_MESH);
        }
        return code;
    }
}
