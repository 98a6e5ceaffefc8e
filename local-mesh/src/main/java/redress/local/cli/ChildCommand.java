package redress.local.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import redress.local.home.JavaProgram;
import redress.local.home.LaunchFailure;

/// Runs the command of another module in a JVM of its own, as if it had been called directly.
///
/// @param options options of its JVM
/// @param environment besides the caller's
record ChildCommand(
        List<String> options, String classPath, String mainClass, Map<String, String> environment) {
    int run(List<String> arguments) {
        var command =
                new ArrayList<>(
                        List.of(
                                JavaProgram.path(),
                                "--enable-native-access=ALL-UNNAMED",
                                "--sun-misc-unsafe-memory-access=allow"));
        command.addAll(options);
        command.addAll(List.of("-cp", classPath, mainClass));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("REDRESS_HOME", ChosenMesh.home().folder().toString());
        builder.environment().putAll(environment);
        try {
            return builder.start().waitFor();
        } catch (IOException e) {
            throw new LaunchFailure(mainClass + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LaunchFailure(mainClass + ": interrupted", e);
        }
    }
}
