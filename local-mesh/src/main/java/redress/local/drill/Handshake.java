package redress.local.drill;

import java.io.IOException;
import java.net.SocketTimeoutException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import redress.certs.workload.WorkloadCredentials;
import redress.local.home.Port;
import redress.local.tls.MeshTls;

/// One new connection, to see whether both ends take the other's certificate.
record Handshake(Port port, String protocol) {
    private static final int PATIENCE_MILLIS = 3000;

    /// Whether the server lets this client in and the client takes the server.
    ///
    /// A server of TLS 1.3 says no only after the client is done: so one byte is read, or none
    /// comes for a while, which is a yes.
    boolean works(WorkloadCredentials client) {
        var factory = MeshTls.context(client).getSocketFactory();
        try (var socket = (SSLSocket) factory.createSocket("localhost", port.number())) {
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setApplicationProtocols(new String[] {protocol});
            socket.setSSLParameters(parameters);
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.startHandshake();
            return socket.getInputStream().read() >= 0;
        } catch (SocketTimeoutException nothingWrong) {
            return true;
        } catch (IOException refused) {
            return false;
        }
    }
}
