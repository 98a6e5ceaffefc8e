package redress.certs.authority;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import redress.certs.AlternativeNames;
import redress.certs.CertsException;
import redress.certs.Reason;
import redress.certs.SpiffeId;

/// What a workload's certificate says, decided by the authority and never by who asks.
///
/// Every certificate holds the ID as its only URI name, the ID's path as common name, critical
/// keyUsage digitalSignature, extended usage for both server and client, and critical cA=false.
///
/// @param dnsNames host names as in RFC 1123, for servers; no wildcards
/// @param ipAddresses literals, for servers
public record Profile(SpiffeId id, List<String> dnsNames, List<String> ipAddresses) {
    private static final int LONGEST_COMMON_NAME = 64; // RFC 5280, appendix A.1, ub-common-name
    private static final int LONGEST_HOST = 253;
    private static final Pattern HOST =
            Pattern.compile(
                    "(?![0-9.]+$)[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");

    public Profile {
        dnsNames = List.copyOf(dnsNames);
        if (id.workloadName().length() > LONGEST_COMMON_NAME) {
            throw new CertsException(
                    Reason.INVALID, "workload name", id.workloadName(), "at most 64 characters");
        }
        dnsNames.forEach(Profile::checkHost);
        ipAddresses = ipAddresses.stream().map(Profile::normalized).toList();
    }

    /// A workload that only calls others.
    public static Profile client(SpiffeId id) {
        return new Profile(id, List.of(), List.of());
    }

    /// A workload that also serves on this machine: `localhost` and `127.0.0.1`.
    public static Profile localServer(SpiffeId id) {
        return client(id).withDns("localhost").withIp("127.0.0.1");
    }

    /// What a certificate of this authority says. Check that it *is* of this authority before.
    public static Profile of(X509Certificate leaf) {
        return new Profile(
                SpiffeId.of(leaf), AlternativeNames.DNS.of(leaf), AlternativeNames.IP.of(leaf));
    }

    public Profile withDns(String name) {
        return new Profile(id, joined(dnsNames, name), ipAddresses);
    }

    public Profile withIp(String address) {
        return new Profile(id, dnsNames, joined(ipAddresses, address));
    }

    private static List<String> joined(List<String> names, String name) {
        var all = new ArrayList<>(names);
        all.add(name);
        return all;
    }

    private static void checkHost(String name) {
        if (name.length() > LONGEST_HOST || !HOST.matcher(name).matches()) {
            throw new CertsException(
                    Reason.INVALID, "DNS name", name, "a host name in small letters, no wildcard");
        }
    }

    /// As a certificate writes it: one address has one form.
    private static String normalized(String address) {
        try {
            return InetAddress.ofLiteral(address).getHostAddress();
        } catch (IllegalArgumentException e) {
            throw new CertsException(
                    Reason.INVALID, "IP address", address, "an IPv4 or IPv6 literal", e);
        }
    }
}
