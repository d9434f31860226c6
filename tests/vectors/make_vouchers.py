#!/usr/bin/env python3
"""Makes the signatures and timestamps from which make_vectors takes its cases: make_vouchers.py FOLDER

Keys are made anew each time and forgotten, so that no two runs give the same bytes: the files in
tests/vectors/inputs/vouchers are those of one run, and only a run that replaces all of them is of use. Needs the
openssl program, 3.0 or later. Authorities are valid from 2020 to 2099, all others from 2025 to 2055."""
import hashlib
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

STATEMENT = b'{"claim":{},"files":{}}\n'
P256 = ("ec", "-pkeyopt", "ec_paramgen_curve:P-256")
SIGNS = "keyUsage=critical,digitalSignature\n"
CLOCK = SIGNS + "extendedKeyUsage=critical,timeStamping\n"
AUTHORITY = "basicConstraints=critical,CA:TRUE\nkeyUsage=critical,keyCertSign\n"
ED25519_ID = "0123456789abcdef"
CONFIGURATION = """\
[ca]
default_ca = own
[own]
database = index
new_certs_dir = .
serial = serial
default_md = sha256
policy = any
unique_subject = no
[any]
commonName = supplied
"""


def openssl(*arguments):
    process = subprocess.run(["openssl", *arguments], capture_output=True, check=False)
    if process.returncode != 0:
        sys.exit(process.stderr.decode())
    return process.stdout


def write(name, content):
    pathlib.Path(name).write_bytes(content)


# ---- certificates: NAME.pem, its key in NAME.key ----

def make_certificate(name, kind, extensions, by, *dates):
    pathlib.Path("extensions").write_text(extensions)
    openssl("req", "-newkey", *kind, "-nodes", "-keyout", f"{name}.key", "-out", f"{name}.csr", "-subj", f"/CN={name}")
    signer = ("-selfsign", "-keyfile", f"{name}.key") if by is None else ("-cert", f"{by}.pem", "-keyfile", f"{by}.key")
    start, end = dates or ("20250101000000Z", "20551231235959Z")
    openssl("ca", "-batch", "-config", "ca.conf", "-create_serial", "-notext", "-in", f"{name}.csr", "-out",
            f"{name}.pem", "-extfile", "extensions", "-startdate", start, "-enddate", end, *signer)


def make_certificates():
    for name in "authority", "stranger":
        make_certificate(name, P256, AUTHORITY, None, "20200101000000Z", "20991231235959Z")
    make_certificate("signer", P256, SIGNS, "authority")
    make_certificate("rsa", ("rsa:2048",), SIGNS, "authority")
    make_certificate("rsa-1024", ("rsa:1024",), SIGNS, "authority")
    make_certificate("ed25519", ("ed25519",), f"{SIGNS}subjectKeyIdentifier={ED25519_ID}\n", "authority")
    make_certificate("documents", P256, SIGNS + "extendedKeyUsage=1.3.6.1.5.5.7.3.36\n", "authority")
    make_certificate("server", P256, SIGNS + "extendedKeyUsage=serverAuth\n", "authority")
    make_certificate("agreement", P256, "keyUsage=critical,keyAgreement\n", "authority")
    make_certificate("intermediate", P256, AUTHORITY, "authority")
    make_certificate("below", P256, SIGNS, "intermediate")
    make_certificate("below-signer", P256, SIGNS, "signer")  # which is no authority
    make_certificate("clock", P256, CLOCK, "authority")
    make_certificate("clock-not-critical", P256, CLOCK.replace("critical,time", "time"), "authority")


# ---- DER, for what the openssl program does not make ----

def der(tag, *parts):
    content = b"".join(parts)
    size = len(content).to_bytes(2, "big")
    return bytes([tag]) + (size[1:] if len(content) < 128 else b"\x82" + size) + content


def sequence(*parts):
    return der(0x30, *parts)


def oid(hexadecimal):
    return der(0x06, bytes.fromhex(hexadecimal))


DATA, SIGNED_DATA = oid("2a864886f70d010701"), oid("2a864886f70d010702")
CONTENT_TYPE, MESSAGE_DIGEST = oid("2a864886f70d010903"), oid("2a864886f70d010904")
SHA_1, SHA_256, SHA_512 = oid("2b0e03021a"), oid("608648016503040201"), oid("608648016503040203")
ED25519 = oid("2b6570")
ONE, THREE = der(0x02, b"\1"), der(0x02, b"\3")


def sign_with_ed25519():
    """RFC 8419, section 3: over SHA-512."""
    attributes = (sequence(CONTENT_TYPE, der(0x31, DATA)) +
                  sequence(MESSAGE_DIGEST, der(0x31, der(0x04, hashlib.sha512(STATEMENT).digest()))))
    write("attributes", der(0x31, attributes))
    signature = openssl("pkeyutl", "-sign", "-rawin", "-in", "attributes", "-inkey", "ed25519.key")
    signer = sequence(THREE, der(0x80, bytes.fromhex(ED25519_ID)), sequence(SHA_512), der(0xa0, attributes),
                      sequence(ED25519), der(0x04, signature))
    certificate = openssl("x509", "-in", "ed25519.pem", "-outform", "DER")
    signed = sequence(THREE, der(0x31, sequence(SHA_512)), sequence(DATA), der(0xa0, certificate), der(0x31, signer))
    return sequence(SIGNED_DATA, der(0xa0, signed))


# ---- signatures of the statement ----

def sign(file, signer, *options, form="DER"):
    return openssl("cms", "-sign", "-binary", "-in", file, "-signer", f"{signer}.pem", "-inkey", f"{signer}.key",
                   "-nosmimecap", "-outform", form, *options)


def with_last_byte_changed(content):
    return content[:-1] + bytes([content[-1] ^ 1])


def signatures():
    """The bytes of each by its name. The last ones of a signature are those of the key."""
    statement = "statement.json"
    sound = sign(statement, "signer")
    yield "p256", sound
    yield "p256-pem", sign(statement, "signer", form="PEM")
    yield "p256-sha512", sign(statement, "signer", "-md", "sha512")
    yield "p256-sha1", sign(statement, "signer", "-md", "sha1")
    yield "rsa", sign(statement, "rsa")
    yield "rsa-1024", sign(statement, "rsa-1024")
    yield "ed25519", sign_with_ed25519()
    yield "documents", sign(statement, "documents")
    yield "server", sign(statement, "server")
    yield "agreement", sign(statement, "agreement")
    yield "below", sign(statement, "below", "-certfile", "intermediate.pem")
    yield "below-alone", sign(statement, "below")
    yield "below-signer", sign(statement, "below-signer", "-certfile", "signer.pem")
    yield "changed", with_last_byte_changed(sound)
    yield "trailing", sound + b"\0"
    yield "attached", sign(statement, "signer", "-nodetach")
    yield "two-signers", sign(statement, "signer", "-signer", "rsa.pem", "-inkey", "rsa.key")
    yield "no-certificate", sign(statement, "signer", "-nocerts")


# ---- timestamps of its digest ----

def token_over(algorithm, digest, signer, *options, time="20260820000005Z", form="DER"):
    policy, imprint = oid("2a030401"), sequence(sequence(algorithm, der(0x05)), der(0x04, digest))
    write("info", sequence(ONE, policy, imprint, ONE, der(0x18, time.encode())))
    return sign("info", signer, "-nodetach", "-econtent_type", "id-smime-ct-TSTInfo", *options, form=form)


def token(signer, *options, **more):
    """`-cades` binds the signer's certificate."""
    return token_over(SHA_256, hashlib.sha256(STATEMENT).digest(), signer, "-cades", *options, **more)


def response(status, content=b""):
    return sequence(sequence(der(0x02, bytes([status]))), content)


def timestamps():
    sound = token("clock")
    yield "granted", response(0, sound)
    yield "granted-with-modifications", response(1, sound)
    yield "token", sound
    yield "token-pem", token("clock", form="PEM")
    yield "fraction", token("clock", time="20260820000005.75Z")
    yield "rejected", response(2)
    yield "rejected-with-token", response(2, sound)
    yield "trailing", sound + b"\0"
    yield "no-timestamp", sign("statement.json", "clock", "-nodetach")
    yield "two-signers", token("clock", "-signer", "signer.pem", "-inkey", "signer.key")
    yield "imprint-sha1", token_over(SHA_1, hashlib.sha1(STATEMENT).digest(), "clock", "-cades")
    yield "p256-sha1", token("clock", "-md", "sha1")
    yield "changed", with_last_byte_changed(sound)
    yield "no-certificate", token("clock", "-nocerts")
    yield "not-bound", token_over(SHA_256, hashlib.sha256(STATEMENT).digest(), "clock")
    yield "not-for-time", token("signer")
    yield "not-critical", token("clock-not-critical")


def make_all(folder):
    """In the working directory, where the keys stay."""
    write("ca.conf", CONFIGURATION.encode())
    write("index", b"")
    write("statement.json", STATEMENT)
    make_certificates()
    for name in "authority", "stranger", "signer":
        shutil.copy(f"{name}.pem", folder)
    shutil.copy("statement.json", folder)
    for name, content in signatures():
        (folder / f"{name}.p7s").write_bytes(content)
    for name, content in timestamps():
        (folder / f"{name}.tsr").write_bytes(content)


def main(folder):
    folder = pathlib.Path(folder).resolve()
    folder.mkdir(exist_ok=True)
    with tempfile.TemporaryDirectory() as scratch:
        os.chdir(scratch)
        make_all(folder)
        os.chdir(folder)


main(sys.argv[1])
