"""docs/signatures.md: checkpoints, proofs of inclusion and of consistency."""
import hashlib

from second_verifier.errors import demand
from second_verifier.formats import is_under_root, merkle_root
from second_verifier.notes import from_base64, lines_of, malformed, number_of, read_note, signers_of

# ---- Checkpoints, inclusion, consistency -----------------------------------------------------------


def read_checkpoint(text):
    """(origin, size, root)."""
    lines = lines_of(text)
    malformed(len(lines) >= 3 and "" not in lines and len(lines[0].encode()) <= 255, "a checkpoint")
    return lines[0], number_of(lines[1]), from_base64(lines[2], 32)


def check_signers(text, signatures, keys, threshold, origin):
    signers = signers_of(text, signatures, keys, "signature-invalid")
    demand(len({key[2] for key in signers}) >= threshold, "signature-untrusted", "too few")
    demand(origin in {key[0] for key in signers}, "signature-untrusted", "not by the log's own key")


def check_log_proof(text, statement, keys, threshold):
    malformed(len(text.encode()) <= 2**17 + 2**16, "too long")
    head, separator, note = text.partition("\n\n")
    first, *lines = head.split("\n")
    lines = lines[1:] if lines and lines[0].startswith("extra ") else lines
    malformed(separator and first == "c2sp.org/tlog-proof@v1" and lines and lines[0].startswith("index "), "the head")
    index, path = number_of(lines[0].removeprefix("index ")), [from_base64(line, 32) for line in lines[1:]]
    malformed(len(path) <= 64, "too many nodes")
    signed, signatures = read_note(note)
    origin, size, root = read_checkpoint(signed)
    check_signers(signed, signatures, keys, threshold, origin)
    demand(index < size and is_under_root(statement, index, size, path, root), "log-inclusion", "another statement")


def read_consistency(text):
    """Pairs of an earlier size and its proof."""
    malformed(len(text) < 2**17, "too long")
    first, *lines = lines_of(text)
    malformed(first == "zksolv/1 consistency", "the first line")
    proofs = []
    for block in "\n".join(lines).split("\n\n") if lines else []:
        head, *nodes = block.split("\n")
        malformed(head.startswith("from "), "no size")
        proofs.append((number_of(head.removeprefix("from ")), [from_base64(node, 32) for node in nodes]))
        malformed(len(nodes) <= 65, "too many nodes")
    sizes = [size for size, _ in proofs]
    malformed(sizes == sorted(set(sizes), reverse=True) and 0 not in sizes and len(sizes) <= 32, "the sizes")
    return proofs


def grows(first, first_root, second, second_root, path):
    """RFC 9162, section 2.1.4.2, for sizes 0 < first < second."""
    path = ([first_root] if first & (first - 1) == 0 else []) + path
    if not path:
        return False
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for node in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = parent(node, fr), parent(node, sr)
            while not fn & 1 and fn:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = parent(sr, node)
        fn, sn = fn >> 1, sn >> 1
    return (fr, sr, sn) == (first_root, second_root, 0)


def parent(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def check_consistency(seen, found, file, log):
    """`file` and `log` may be empty: they are not there."""
    proofs = read_consistency(file) if file else []
    (_, size, root), (_, new_size, new_root) = seen, found
    if size == new_size:
        is_good = root == new_root
    elif log:
        is_good = max(size, new_size) <= len(log) and all(
            merkle_root(log[:count]) == expected for _, count, expected in (seen, found))
    else:
        is_good = any(grows(size, root, new_size, new_root, path) for at, path in proofs if at == size < new_size)
    demand(is_good, "log-consistency", "not one log")
