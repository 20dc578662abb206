"""pypaillier: Rust on GMP, Damgard, Jurik and Nielsen's form with a table."""

import importlib.metadata

import peer


def open_peer(bits):
    import paillier

    public, secret = paillier.generate_keypair(bits)
    few = peer.plaintexts(128)
    ciphertexts = [bytes(c) for c in paillier.encrypt_integers(public, few)]
    many = ciphertexts * 16

    return {
        "encrypt": (128, lambda: paillier.encrypt_integers(public, few)),
        "sum": (2048, lambda: paillier.add_many(public, many)),
        "decrypt": (32, lambda: paillier.decrypt_many(secret, ciphertexts[:32])),
    }


peer.serve("pypaillier " + importlib.metadata.version("pypaillier"), open_peer)
