"""The folding of characters as a table for the search of a site, so that a query finds both scripts and all spellings."""

from __future__ import annotations

import json

from samarkand.text.folding import UNSPACED, common

_HAN = range(0x3400, 0x40000)


def folding_script() -> str:
    """A script that tells which characters fold to which, and which are written without blanks; 30 KB.

    Characters of other scripts are folded by the browser's own Unicode tables, as `samarkand.text.folding` does it:
    compatibility, case, accents.
    """
    pairs = [(one, other) for one, other in common().items() if one != other and ord(one) in _HAN]
    ones, others = "".join(one for one, _ in pairs), "".join(other for _, other in pairs)
    told = ", ".join(json.dumps(each, ensure_ascii=False) for each in (ones, others))
    ranges = json.dumps("".join(f"\\u{{{ord(each):x}}}" if each != "-" else each for each in UNSPACED))
    return f"samarkandFolding({told}, {ranges});\n"
