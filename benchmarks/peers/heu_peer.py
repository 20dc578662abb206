"""SecretFlow HEU's zpaillier: Damgard, Jurik and Nielsen's form with a fixed-base table."""

import importlib.metadata

import peer  # before numpy, which reads the number of threads


def open_peer(bits):
    import numpy
    from heu import numpy as heu_numpy
    from heu import phe

    kit = heu_numpy.setup(phe.SchemaType.ZPaillier, bits)
    encoder = phe.BigintEncoderParams()
    few = kit.array(numpy.array(peer.plaintexts(128)), encoder)
    ciphertexts = kit.encryptor().encrypt(few)
    many = kit.encryptor().encrypt(kit.array(numpy.array(peer.plaintexts(2048)), encoder))
    factors = kit.array(numpy.array([0xB7E15162] * 128), encoder)
    evaluator = kit.evaluator()

    return {
        "encrypt": (128, lambda: kit.encryptor().encrypt(few)),
        "sum": (2048, lambda: evaluator.sum(many)),
        "add": (2048, lambda: evaluator.add(many, many)),
        "multiply-plain": (128, lambda: evaluator.mul(ciphertexts, factors)),
        "decrypt": (128, lambda: kit.decryptor().decrypt(ciphertexts)),
    }


peer.serve("sf-heu zpaillier " + importlib.metadata.version("sf-heu"), open_peer)
