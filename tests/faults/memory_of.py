"""Looks for bytes in the whole memory of another process. Only root, or who may trace it, can."""

from pathlib import Path

CHUNK = 8 << 20
NOT_MEMORY = ("[vvar", "[vsyscall]", "/dev/")


def forms_of(text):
    """How a text may lie in memory: one or two bytes a letter."""
    forms = {text.encode(code) for code in ("utf-8", "utf-16-le")}
    try:
        forms.add(text.encode("latin-1"))
    except UnicodeEncodeError:
        return forms
    return forms


def regions(pid):
    """Start and end of everything that can be read, but for what is as it was in a file."""
    for line in Path(f"/proc/{pid}/maps").read_text(encoding="utf-8").splitlines():
        place, rights, *_rest = line.split()
        name = line.split(maxsplit=5)[5] if len(line.split()) > 5 else ""
        from_file = name.startswith("/") and "w" not in rights
        if rights.startswith("r") and not from_file and not name.startswith(NOT_MEMORY):
            yield tuple(int(end, 16) for end in place.split("-"))


def search(pid, needles):
    """How often each of `needles` (name: byte strings) lies in the memory of `pid`, and how much was read."""
    found, read = dict.fromkeys(needles, 0), 0
    overlap = max(len(form) for forms in needles.values() for form in forms) - 1
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for start, end in regions(pid):
            at, tail = start, b""
            while at < end:
                try:
                    memory.seek(at)
                    part = memory.read(min(CHUNK, end - at))
                except (OSError, ValueError):
                    break  # mapped, but nothing behind it
                if not part:
                    break
                for name, forms in needles.items():
                    found[name] += sum((tail + part).count(form) for form in forms)
                tail, at, read = part[-overlap:], at + len(part), read + len(part)
    return found, read
