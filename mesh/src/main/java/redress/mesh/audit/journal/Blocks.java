package redress.mesh.audit.journal;

import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import redress.audit.v1.Block;
import redress.audit.v1.SealedBlock;

/// Makes the blocks of one journal. A block carries the certificates of its signer only where they
/// are not those of the block before: an hour's certificate seals thousands of blocks.
final class Blocks {
    static final int DIGEST_BYTES = 32;

    private final String instance;
    private List<ByteString> written = List.of();

    Blocks(String instance) {
        this.instance = instance;
    }

    /// The next block carries its certificates: it is read with no block before it.
    void beginFile() {
        written = List.of();
    }

    SealedBlock seal(Tip tip, List<ByteString> digests, long torn, Signer signer, Instant now)
            throws GeneralSecurityException {
        var certificates = signer.certificates();
        var block =
                Block.newBuilder()
                        .setWorkload(signer.workload())
                        .setInstance(instance)
                        .setNumber(tip.block() + 1)
                        .setFirstEntry(tip.lastEntry() + 1)
                        .setEntryDigests(ByteString.copyFrom(digests))
                        .setPrevious(tip.sha256())
                        .setSealedAt(Timestamps.fromMillis(now.toEpochMilli()))
                        .setTornBytes(torn);
        if (!certificates.equals(written)) {
            block.addAllCertificates(certificates);
        }
        byte[] content = block.build().toByteArray();
        var signature = signer.sign(content, now);
        written = certificates;
        return SealedBlock.newBuilder()
                .setBlock(ByteString.copyFrom(content))
                .setSignature(signature)
                .build();
    }
}
