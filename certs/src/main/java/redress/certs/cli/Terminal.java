package redress.certs.cli;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/// What the commands have of the world besides files: the time, where to print, and whom to ask.
///
/// @param ask puts a question to the person at the terminal; empty if there is none
record Terminal(
        InstantSource clock,
        PrintWriter out,
        PrintWriter err,
        Function<String, Optional<String>> ask) {

    /// The answer of the person at this process's terminal.
    static Optional<String> console(String question) {
        return Optional.ofNullable(System.console())
                .filter(console -> console.isTerminal())
                .flatMap(console -> Optional.ofNullable(console.readLine("%s", question)));
    }
}
