package redress.grievances.receipts;

import java.util.Map;

/// Signs what others shall believe.
public interface SignsReceipts {
    /// The claims as a JWS with the certificates that lead to an anchor of the mesh.
    String sign(Map<String, Object> claims);
}
