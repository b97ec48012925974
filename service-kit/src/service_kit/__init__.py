"""What every process of the mesh needs, and no domain."""

import os

# At a fork, gRPC restarts its threads in both processes, and once in some hundred forks it waits for itself
# for ever. libuv forks for each child process, and the event loop waits with it. Our children start another
# program and need no gRPC. gRPC reads the variable when it is imported.
os.environ.setdefault("GRPC_ENABLE_FORK_SUPPORT", "0")
