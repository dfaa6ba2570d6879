"""The lines that PGP puts around a signed text (RFC 9580, section 7): the text between them is what was written."""

BEGIN = "-----BEGIN PGP SIGNED MESSAGE-----"
_SIGNATURE = "-----BEGIN PGP SIGNATURE-----"
_END = "-----END PGP SIGNATURE-----"


def without(lines: list[str]) -> list[str]:
    """The lines without armour, its headers and the signature; dashes that it escaped are plain again."""
    out: list[str] = []
    signed = heading = signing = False
    for line in lines:
        mark = line.rstrip()
        if mark == BEGIN and not signed:
            signed = heading = True
        elif heading:
            heading = bool(mark)
        elif mark == _SIGNATURE and signed:
            signing = True
        elif signing:
            signing = signed = mark != _END
        else:
            out.append(line.removeprefix("- ") if signed and line.startswith("- -") else line)
    return without(out) if BEGIN in out and len(out) < len(lines) else out
