package redress.system.tokens;

import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import redress.certs.workload.WorkloadFolder;
import redress.system.mesh.TestMesh;

/// Debian's Chromium, with an authenticator for passkeys that is made of software. It trusts the
/// certificate of the mesh's Keycloak.
final class Browser implements AutoCloseable {
    static final String PROGRAM = "chromium";

    private final Playwright playwright;
    private final com.microsoft.playwright.Browser program;
    private final BrowserContext context;
    private final Page page;
    private final CDPSession devices;
    private final String authenticator;

    /// A window of its own: nobody is signed in.
    Browser(TestMesh mesh) {
        playwright =
                Playwright.create(
                        new Playwright.CreateOptions()
                                .setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        program =
                playwright
                        .chromium()
                        .launch(
                                new BrowserType.LaunchOptions()
                                        .setExecutablePath(executable())
                                        .setArgs(List.of("--no-sandbox", trusting(mesh))));
        context = program.newContext();
        page = context.newPage();
        page.onDialog(dialog -> dialog.accept("A passkey"));
        devices = context.newCDPSession(page);
        var _ = devices.send("WebAuthn.enable");
        authenticator = plugIn();
    }

    Page page() {
        return page;
    }

    /// From now on the person is recognised by their device, or is not.
    void recognises(boolean recognised) {
        var setting = new JsonObject();
        setting.addProperty("authenticatorId", authenticator);
        setting.addProperty("isUserVerified", recognised);
        var _ = devices.send("WebAuthn.setUserVerified", setting);
    }

    private String plugIn() {
        var options = new JsonObject();
        options.addProperty("protocol", "ctap2");
        options.addProperty("transport", "internal");
        options.addProperty("hasResidentKey", true);
        options.addProperty("hasUserVerification", true);
        options.addProperty("isUserVerified", true);
        options.addProperty("automaticPresenceSimulation", true);
        var added = new JsonObject();
        added.add("options", options);
        return devices.send("WebAuthn.addVirtualAuthenticator", added)
                .get("authenticatorId")
                .getAsString();
    }

    // Chromium knows Debian's authorities; this one certificate is trusted besides.
    private static String trusting(TestMesh mesh) {
        X509Certificate keycloak =
                WorkloadFolder.at(mesh.home().infrastructure("keycloak")).read().chain().getFirst();
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256")
                            .digest(keycloak.getPublicKey().getEncoded());
            return "--ignore-certificate-errors-spki-list="
                    + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path executable() {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(":", -1)) {
            Path file = Path.of(folder, PROGRAM);
            if (Files.isExecutable(file)) {
                try {
                    return file.toRealPath();
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
        throw new IllegalStateException(PROGRAM + ": not on the path");
    }

    @Override
    public void close() {
        program.close();
        playwright.close();
    }
}
