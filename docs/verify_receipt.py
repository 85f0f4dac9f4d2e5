"""Checks a receipt of Samarkand: python3 verify_receipt.py RECEIPT [FILE OF PUBLIC KEYS]. The signature needs ssh-keygen."""

import base64
import hashlib
import json
import re
import subprocess
import sys
import tempfile

KEY = re.compile(r"(?:ssh|ecdsa|sk-ssh|sk-ecdsa)-[a-z0-9@.-]{1,60} [A-Za-z0-9+/]{16,4096}={0,2}\Z")
STAMP = b"\0OpenTimestamps\0\0Proof\0\xbf\x89\xe2\xe8\x84\xe8\x92\x94\x01\x08"


def need(holds, problem):
    if not holds:
        raise ValueError(problem)


def sha256(data):
    return hashlib.sha256(data).hexdigest()


def canonical(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode("utf-8", "backslashreplace")


def from_base64(text):
    need(base64.b64encode(base64.b64decode(text, validate=True)).decode() == text, "base64 in another form")
    return base64.b64decode(text)


def sealed_line(part, seal, kind):
    """The ledger line of a part, if its Merkle path (RFC 9162, 2.1.3.2) leads to the root of the seal."""
    line = json.loads(part["line"])
    need(type(line["n"]) is int and type(seal["lines"]) is int, "a number that is none")
    here, last = line["n"] - 1, seal["lines"] - 1
    need(0 <= here <= last and len(part["path"]) <= 64, "a line outside of the seal")
    hashed = hashlib.sha256(b"\0" + part["line"].encode()).digest()
    for text in part["path"]:
        beside = bytes.fromhex(text)
        need(beside.hex() == text and len(beside) == 32 and last, "a path that is none")
        is_right = here & 1 or here == last
        hashed = hashlib.sha256(b"\1" + (beside + hashed if is_right else hashed + beside)).digest()
        while is_right and here and not here & 1:
            here, last = here >> 1, last >> 1
        here, last = here >> 1, last >> 1
    need(last == 0 and hashed.hex() == seal["root"] and line["kind"] == kind, f"the {kind} is not what was sealed")
    return line


def signature_of(seal, statement, signature):
    need(("key" in seal) == (signature is not None), "a signature that is missing, or one too many")
    if signature is None:
        return "NONE, so anybody could have made this"
    need(KEY.match(seal["key"]), "a key that is none")
    begin, end = "-----BEGIN SSH SIGNATURE-----\n", "-----END SSH SIGNATURE-----\n"
    whole = base64.b64encode(from_base64(signature[len(begin) : -len(end)].replace("\n", ""))).decode()
    lines = "".join(whole[at : at + 70] + "\n" for at in range(0, len(whole), 70))
    need(begin + lines + end == signature, "a signature that is not as it was written")
    with tempfile.NamedTemporaryFile("w") as allowed, tempfile.NamedTemporaryFile("w") as file:
        print("archive", seal["key"], file=allowed, flush=True)
        print(signature, end="", file=file, flush=True)
        told = ["-Y", "verify", "-f", allowed.name, "-I", "archive", "-n", "samarkand-seal", "-s", file.name]
        try:
            done = subprocess.run(["ssh-keygen", *told], input=statement, capture_output=True, timeout=30)
        except (OSError, subprocess.TimeoutExpired):
            return "NOT CHECKED, there is no ssh-keygen"
    need(done.returncode == 0, "the signature is not by the key that the seal names")
    return "good"


def check(data, keys):
    told = json.loads(data)
    need(told["format"] == "samarkand-receipt-1", "no receipt that this script knows")
    need(canonical(told) == (data[:-1] if data[-1:] == b"\n" else data), "a receipt that is not as it was written")
    need(told.keys() <= {"format", "record", "version", "seal", "capture", "stamp"}, "something that no receipt has")
    statement, record = told["seal"]["statement"].encode(), told["record"]
    seal, text = json.loads(statement), record["text"].encode() if "text" in record else from_base64(record["base64"])
    need(seal["format"] == "samarkand-seal-1" and sha256(statement) == told["seal"]["sha256"], "a seal that is none")
    line = sealed_line(told["version"], seal, "version")
    need(line["files"][line["record"]] == sha256(text), "another record than was sealed")
    if "capture" in told:
        files, path = sealed_line(told["capture"], seal, "capture")["files"], line["capture"].partition("#")[0]
        need(files[path] == sha256(from_base64(told["capture"]["base64"])), "another capture than was sealed")
    if "stamp" in told:
        proof, digest = from_base64(told["stamp"]["base64"]), bytes.fromhex(sha256(statement))
        need(sha256(proof) == told["stamp"]["sha256"] and proof.startswith(STAMP + digest), "a damaged stamp")
    need(keys is None or f" {seal.get('key')} " in f" {' '.join(keys.split())} ", "it is not signed by that key")
    return line, seal, signature_of(seal, statement, told["seal"].get("signature"))


if __name__ == "__main__":
    try:
        found = check(open(sys.argv[1], "rb").read(), open(sys.argv[2]).read() if sys.argv[2:] else None)
    except (ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError) as error:
        sys.exit(print(f"does NOT hold: {error!r}", file=sys.stderr) or 3)
    told = (found[0]["url"], found[0]["at"], found[1]["sealed_at"], found[1].get("key"))
    print("holds: {!r} as seen {!r}, sealed {!r} by {!r}".format(*told))
    sys.exit(print(f"signature: {found[2]}") or found[2].startswith("NOT"))
