package redress.local;

import redress.local.cli.RedressCommand;

/// The `redress` command.
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        System.exit(RedressCommand.run(arguments));
    }
}
