"""Serves one peer to the benchmark.

Answers each line of standard input, the name of an operation, with the microseconds of CPU time
that one element took in one round, or with a dash where the peer has no such operation. Runs on
one core.
"""

import os
import random
import sys
import time

os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("RAYON_NUM_THREADS", "1")
if hasattr(os, "sched_setaffinity"):
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})


def plaintexts(count):
    """Returns numbers of 31 bits: every peer takes them."""
    source = random.Random(20261124)
    return [source.getrandbits(31) for _ in range(count)]


def serve(name, open_peer):
    """open_peer(bits) returns {operation: (elements a round, function)}."""
    operations = open_peer(int(sys.argv[1]))
    print("ready", name, flush=True)
    for line in sys.stdin:
        if line.strip() not in operations:
            print("-", flush=True)
            continue
        count, run = operations[line.strip()]
        start = time.process_time()
        run()
        print("%.4f" % ((time.process_time() - start) / count * 1e6), flush=True)
