package redress.local.process;

import java.nio.file.Path;
import java.util.OptionalLong;

/// One line of `redress status`.
public record PartStatus(
        String name, PartState state, String address, OptionalLong pid, Path log) {}
