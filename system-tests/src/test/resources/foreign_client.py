"""Makes one gRPC call: the request's bytes come on stdin, the response's bytes go to stdout.

Arguments: address, method, identity folder; the token comes in the variable TOKEN.
Exit code 0 for an answer, 3 for a refusal (code and details on stderr).
"""

import os
import sys

import grpc

address, method, folder = sys.argv[1:4]


def read(name):
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


credentials = grpc.ssl_channel_credentials(
    root_certificates=read("bundle.pem"),
    private_key=read("tls.key"),
    certificate_chain=read("tls.crt"),
)
metadata = []
if os.environ.get("TOKEN"):
    metadata.append(("authorization", "Bearer " + os.environ["TOKEN"]))
with grpc.secure_channel(address, credentials) as channel:
    call = channel.unary_unary(method)
    try:
        sys.stdout.buffer.write(call(sys.stdin.buffer.read(), metadata=metadata, timeout=20))
    except grpc.RpcError as error:
        sys.stderr.write("%s %s\n" % (error.code().name, error.details()))
        sys.exit(3)
