package redress.grievances.smtp;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;
import redress.grievances.smtp.SmtpServer.Tls;

/// A mail server as RFC 5321 and 3207 describe it, which notes what it hears.
final class MailServer implements AutoCloseable {
    private final ServerSocket socket;
    private final SSLContext context;
    private final Tls tls;
    private final Map<String, String> answers;
    private final List<String> commands = new ArrayList<>();
    private final List<String> mails = new ArrayList<>();

    /// @param tls how TLS begins here
    /// @param answers what is answered to a command instead of yes; to EHLO beside it
    MailServer(SSLContext context, Tls tls, Map<String, String> answers) throws IOException {
        this.context = context;
        this.tls = tls;
        this.answers = answers;
        this.socket = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::serve);
    }

    int port() {
        return socket.getLocalPort();
    }

    /// What it was told inside TLS.
    synchronized List<String> commands() {
        return List.copyOf(commands);
    }

    /// The mails that it took, as they came.
    synchronized List<String> mails() {
        return List.copyOf(mails);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private void serve() {
        try {
            while (!socket.isClosed()) {
                var caller = socket.accept();
                Thread.ofVirtual().start(() -> talk(caller));
            }
        } catch (IOException e) {
            if (!socket.isClosed()) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private void talk(Socket caller) {
        try (caller) {
            if (tls == Tls.TLS) {
                talk(secured(caller), true);
            } else {
                talk(caller, false);
            }
        } catch (IOException e) {
            // Callers that do not trust this server hang up.
            note("hung up");
        }
    }

    private Socket secured(Socket caller) throws IOException {
        return context.getSocketFactory().createSocket(caller, InputStream.nullInputStream(), true);
    }

    private void talk(Socket caller, boolean secure) throws IOException {
        var in =
                new BufferedReader(
                        new InputStreamReader(
                                caller.getInputStream(), StandardCharsets.ISO_8859_1));
        if (secure && tls == Tls.STARTTLS) {
            // After STARTTLS nobody greets again.
        } else {
            say(caller, "220 localhost ESMTP");
        }
        String line;
        while ((line = in.readLine()) != null) {
            String verb = line.split(" ", 2)[0];
            if (secure) {
                note(line);
            }
            if (verb.equals("STARTTLS")) {
                say(caller, "220 go on");
                talk(secured(caller), true);
                return;
            }
            answer(caller, in, verb, secure);
        }
    }

    private void answer(Socket caller, BufferedReader in, String verb, boolean secure)
            throws IOException {
        if (answers.containsKey(verb) && !verb.equals("EHLO")) {
            say(caller, answers.getOrDefault(verb, ""));
            return;
        }
        switch (verb) {
            case "EHLO" -> {
                boolean offers = !secure && !answers.containsKey("EHLO");
                say(caller, "250-localhost" + (offers ? "\r\n250-STARTTLS" : ""));
                say(caller, "250 AUTH PLAIN");
            }
            case "AUTH" -> say(caller, "235 welcome");
            case "DATA" -> {
                say(caller, "354 go on");
                take(in);
                say(caller, answers.getOrDefault(".", "250 taken"));
            }
            case "QUIT" -> say(caller, "221 bye");
            default -> say(caller, "250 yes");
        }
    }

    private void take(BufferedReader in) throws IOException {
        var mail = new StringBuilder();
        String line;
        while ((line = in.readLine()) != null && !line.equals(".")) {
            mail.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
        synchronized (this) {
            mails.add(mail.toString());
        }
    }

    private synchronized void note(String command) {
        commands.add(command);
    }

    private static void say(Socket caller, String line) throws IOException {
        caller.getOutputStream().write((line + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
        caller.getOutputStream().flush();
    }
}
