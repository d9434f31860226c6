"""Who signs notes in tests (docs/signatures.md, Notes), with libsodium."""
import base64
import ctypes
import ctypes.util
import hashlib

sodium = ctypes.CDLL(ctypes.util.find_library("sodium"))
assert sodium.sodium_init() >= 0


def base64_of(content):
    return base64.b64encode(content).decode()


class Signer:
    """`key` is the public key, as text."""

    def __init__(self, name, seed=None):
        self.name, self.secret, self.public = name, ctypes.create_string_buffer(64), ctypes.create_string_buffer(32)
        sodium.crypto_sign_seed_keypair(self.public, self.secret, hashlib.sha512((seed or name).encode()).digest()[:32])
        typed = b"\x01" + self.public.raw
        self.id = hashlib.sha256(name.encode() + b"\n" + typed).digest()[:4]
        self.key = f"{name}+{self.id.hex()}+{base64_of(typed)}"

    def line(self, text):
        signature = ctypes.create_string_buffer(64)
        sodium.crypto_sign_detached(signature, None, text.encode(), ctypes.c_ulonglong(len(text.encode())), self.secret)
        return f"\u2014 {self.name} {base64_of(self.id + signature.raw)}\n"


def note(text, *signers):
    return text + "\n" + "".join(signer.line(text) for signer in signers)
