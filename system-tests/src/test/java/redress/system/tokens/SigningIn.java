package redress.system.tokens;

import static com.microsoft.playwright.options.WaitForSelectorState.ATTACHED;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.WaitForSelectorOptions;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import redress.local.home.LaunchFailure;
import redress.local.realm.AccessToken;
import redress.local.realm.BrowserSignIn;
import redress.local.realm.OneTimeCode;
import redress.system.mesh.KeycloakAdmin.Person;
import redress.system.mesh.TestMesh;

/// A person at Keycloak's pages, who does what each page asks for until they are signed in.
final class SigningIn {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MOST_PAGES = 8;

    private static final String DONE = "body:has-text('You can close this window')";
    private static final String FAILED = "#kc-error-message, #kc-error-credential-form";
    private static final String PASSWORD = "input[name=password]";
    private static final String NEW_CODE = "input[name=totpSecret]";
    private static final String CODE = "input[name=otp]";
    private static final String NEW_PASSKEY = "#registerWebAuthn";
    private static final String PASSKEY = "#authenticateWebAuthnButton";
    private static final String ANY =
            String.join(", ", DONE, FAILED, PASSWORD, NEW_CODE, CODE, NEW_PASSKEY, PASSKEY);

    private final TestMesh mesh;
    private final Browser browser;
    private final Person person;
    private Optional<OneTimeCode> codes = Optional.empty();
    private String usedCode = "";
    private int passkeyPages;

    SigningIn(TestMesh mesh, Browser browser, Person person) {
        this.mesh = mesh;
        this.browser = browser;
        this.person = person;
    }

    /// Signs in as far as the pages ask and the person can.
    AccessToken upTo(int acr, Optional<Integer> maxAge) {
        return signIn(new BrowserSignIn.Wish(Optional.empty(), acr, maxAge, false));
    }

    AccessToken addingAPasskey() {
        return signIn(new BrowserSignIn.Wish(Optional.empty(), 2, Optional.empty(), true));
    }

    /// Opens the page of a level and does nothing there. Gives what it asks for.
    boolean isAskedForAPasskey() {
        var wish = new BrowserSignIn.Wish(Optional.empty(), 3, Optional.empty(), false);
        try (var signIn = mesh.local().tokens().inBrowser(wish)) {
            var _ = browser.page().navigate(signIn.address().toString());
            return browser.page().locator(PASSKEY).isVisible();
        }
    }

    /// How often a page asked to use or to add a passkey.
    int passkeyPages() {
        return passkeyPages;
    }

    private AccessToken signIn(BrowserSignIn.Wish wish) {
        try (var signIn = mesh.local().tokens().inBrowser(wish)) {
            Page page = browser.page();
            var _ = page.navigate(signIn.address().toString());
            for (int pages = 0; pages < MOST_PAGES && !isDone(page); pages++) {
                answer(page);
            }
            if (!isDone(page)) {
                throw new LaunchFailure("not signed in; the page says: " + page.innerText("body"));
            }
            return signIn.await(LIMIT);
        }
    }

    private static boolean isDone(Page page) {
        return page.locator(DONE).count() > 0;
    }

    private void answer(Page page) {
        var _ = page.waitForSelector(ANY, new WaitForSelectorOptions().setState(ATTACHED));
        if (page.locator(FAILED).count() > 0) {
            throw new LaunchFailure("not signed in; the page says: " + page.innerText("body"));
        } else if (page.locator(PASSWORD).count() > 0) {
            givePassword(page);
        } else if (page.locator(NEW_CODE).count() > 0) {
            setUpCodes(page);
        } else if (page.locator(CODE).count() > 0) {
            page.fill(CODE, nextCode());
            submit(page, "#kc-login");
        } else if (page.locator(NEW_PASSKEY).count() > 0) {
            passkeyPages++;
            submit(page, NEW_PASSKEY);
        } else if (page.locator(PASSKEY).count() > 0) {
            passkeyPages++;
            submit(page, PASSKEY);
        }
    }

    private void givePassword(Page page) {
        if (page.locator("input[name=username]:not([type=hidden])").count() > 0) {
            page.fill("input[name=username]", person.username());
        }
        page.fill(PASSWORD, person.password());
        submit(page, "#kc-login");
    }

    private void setUpCodes(Page page) {
        codes = Optional.of(new OneTimeCode(page.inputValue(NEW_CODE)));
        page.fill("input[name=totp]", nextCode());
        page.fill("input[name=userLabel]", "phone");
        submit(page, "#saveTOTPBtn");
    }

    // A code counts once; the realm takes that of the next half minute as well.
    private String nextCode() {
        var now = Clock.systemUTC().instant();
        var app = codes.orElseThrow();
        String code = app.at(now);
        if (code.equals(usedCode)) {
            code = app.at(now.plus(OneTimeCode.untilNext(now)));
        }
        usedCode = code;
        return code;
    }

    private static void submit(Page page, String button) {
        var _ = page.evaluate("window.answered = true");
        page.click(button);
        var _ = page.waitForFunction("!window.answered");
    }
}
