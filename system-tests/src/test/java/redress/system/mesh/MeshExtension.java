package redress.system.mesh;

import java.io.PrintStream;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.StoreScope;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import redress.local.home.LaunchFailure;
import redress.local.mesh.LocalMesh;
import redress.local.process.Progress;

/// Gives tests the [TestMesh]: started when the first one asks, stopped when the last one has
/// ended.
///
/// If it does not start, every test fails with the failing part's reason and log.
public final class MeshExtension implements ParameterResolver {
    static final int PORT_OFFSET = 20_000;

    /// For whoever writes scenarios: the mesh stays up between two runs.
    private static final boolean KEEP = Boolean.getBoolean("redress.mesh.keep");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == TestMesh.class;
    }

    @Override
    public TestMesh resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(StoreScope.LAUNCHER_SESSION, Namespace.create(MeshExtension.class))
                .computeIfAbsent(Running.class, _ -> Running.start(), Running.class)
                .mesh();
    }

    /// The started mesh, or why it did not start: nobody waits for a second attempt. JUnit closes
    /// it at the end of the session.
    private record Running(
            LocalMesh local, Optional<TestMesh> started, Optional<LaunchFailure> failure)
            implements AutoCloseable {
        static Running start() {
            var local = LocalMesh.at(TestMesh.target().resolve("mesh"), PORT_OFFSET);
            PrintStream out = System.out;
            out.println("Starting the mesh of the system tests in " + local.home().folder());
            try {
                if (!KEEP) {
                    // What a run before has left, perhaps of another version.
                    local.down(Progress.silent());
                    local.wipe();
                }
                local.up(Progress.silent());
                return new Running(local, Optional.of(new TestMesh(local)), Optional.empty());
            } catch (LaunchFailure e) {
                return new Running(local, Optional.empty(), Optional.of(e));
            }
        }

        TestMesh mesh() {
            failure.ifPresent(
                    cause -> {
                        throw new IllegalStateException(
                                "the mesh did not start: " + cause.getMessage(), cause);
                    });
            return started.orElseThrow();
        }

        @Override
        public void close() {
            started.ifPresent(mesh -> mesh.connections().close());
            if (!KEEP) {
                local.down(Progress.silent());
            }
        }
    }
}
