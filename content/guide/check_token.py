"""Reads a bearer token from a header."""

PREFIX = "Bearer "


def token_of(header: str) -> str:
    # start: check
    if not header.startswith(PREFIX):
        raise ValueError("not a bearer token")
    # end: check
    return header[len(PREFIX):]
