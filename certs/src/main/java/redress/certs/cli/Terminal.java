package redress.certs.cli;

import java.io.PrintWriter;
import java.time.InstantSource;

/// What the commands have of the world besides files: the time and where to print.
record Terminal(InstantSource clock, PrintWriter out, PrintWriter err) {}
