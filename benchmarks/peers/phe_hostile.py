"""Counts the malformed keys and ciphertexts that phe takes: phe_hostile.py VECTORS.

A key is taken when it encrypts, a ciphertext when a sum with it is decrypted. Prints one JSON
object, {"keys": {id: taken}, "ciphertexts": {id: taken}}.
"""

import base64
import json
import pathlib
import signal
import sys

import phe

SECONDS = 5


def taken(attempt):
    """Returns whether an attempt ends without an error, in a time in which anybody would wait."""

    def late(*_):
        raise TimeoutError

    signal.signal(signal.SIGALRM, late)
    signal.alarm(SECONDS)
    try:
        attempt()
        return True
    except Exception:  # whatever it is, it was refused
        return False
    finally:
        signal.alarm(0)


def use_key(text):
    n = int(json.loads(base64.b64decode(text, validate=True))["n"])
    phe.PaillierPublicKey(n).encrypt(5)


def use_ciphertext(key, text):
    public = phe.PaillierPublicKey(int(key["n"]))
    private = phe.PaillierPrivateKey(public, int(key["p"]), int(key["q"]))
    total = phe.EncryptedNumber(public, int(text)) + public.encrypt(5)
    private.raw_decrypt(total.ciphertext())


def main():
    folder = pathlib.Path(sys.argv[1])
    load = lambda name: json.loads((folder / name).read_text())
    keys = {key["name"]: key for key in load("keys.json")["keys"]}
    print(
        json.dumps(
            {
                "keys": {
                    vector["id"]: taken(lambda: use_key(vector["paillier-pubkey"]))
                    for vector in load("malformed_public_keys.json")["vectors"]
                },
                "ciphertexts": {
                    vector["key"] + " " + vector["id"]: taken(
                        lambda: use_ciphertext(keys[vector["key"]], vector["c"])
                    )
                    for vector in load("malformed_ciphertexts.json")["vectors"]
                },
            }
        )
    )


main()
