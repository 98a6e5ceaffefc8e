package redress.mesh.webhooks;

import java.net.InetAddress;

/// Where a message goes: an address that was looked at and is called, whatever its name leads to by
/// then.
///
/// @param host name, which the certificate must have
/// @param port of the host
/// @param path with its query
/// @param address that is called
public record Destination(String host, int port, String path, InetAddress address) {}
