package redress.local.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;
import redress.local.home.Checkout;

/// The certificate commands, which are a module of their own.
@Command(
        name = "certs",
        description = "Authority, certificates, revocation: see ./redress certs --help.")
final class CertsCommand implements Callable<Integer> {
    @Unmatched private List<String> arguments = new ArrayList<>();

    @Override
    public Integer call() {
        String jar = Checkout.find().launcherJar().toString();
        return new ChildCommand(List.of(), jar, "redress.certs.cli.CertsCommand").run(arguments);
    }
}
