"""phe (python-paillier), with gmpy2 below it when that is installed."""

import importlib.metadata

import peer


def open_peer(bits):
    import phe

    public, private = phe.generate_paillier_keypair(n_length=bits)
    few = peer.plaintexts(4)
    many = [public.encrypt(m) for m in few] * 128

    return {
        "encrypt": (4, lambda: [public.encrypt(m) for m in few]),
        "sum": (512, lambda: sum(many[1:], many[0])),
        "add": (256, lambda: [a + b for a, b in zip(many[:256], many[256:])]),
        "multiply-plain": (64, lambda: [c * 0xB7E15162 for c in many[:64]]),
        "decrypt": (8, lambda: [private.decrypt(c) for c in many[:8]]),
    }


def name():
    import phe.util

    below = "gmpy2 " + importlib.metadata.version("gmpy2") if phe.util.HAVE_GMP else "no gmpy2"
    return "phe %s, %s" % (importlib.metadata.version("phe"), below)


peer.serve(name(), open_peer)
