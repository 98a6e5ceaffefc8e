package redress.local.home;

import java.nio.file.Path;

/// The Java that runs this, which also runs the parts.
public final class JavaProgram {
    private JavaProgram() {}

    public static String path() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
    }
}
