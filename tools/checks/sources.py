"""Finding the project's files and reading C++ text without its comments and strings."""

import re
import subprocess
from pathlib import Path

CPP_SUFFIXES = {".hpp", ".cpp"}

_COMMENT_OR_LITERAL = re.compile(
    r'R"(?P<mark>[^()\s\\]{0,16})\(.*?\)(?P=mark)"'  # raw string
    r"|//[^\n]*|/\*.*?\*/"
    r'|"(?:\\.|[^"\\\n])*"'
    r"|'(?:\\.[^'\n]*|[^'\\\n])'",
    re.DOTALL,
)
_INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def project_files(root):
    """All files that are or could be committed, as paths relative to root, sorted."""
    listed = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        check=True, capture_output=True).stdout.decode()
    return sorted(Path(name) for name in set(listed.split("\0")) if name and (root / name).is_file())


def cpp_files(root, *folders):
    return [path for path in project_files(root) if path.suffix in CPP_SUFFIXES and path.parts[0] in folders]


def read(path):
    return path.read_text(encoding="utf-8", errors="replace")


def without_comments_and_literals(text):
    """The same number of lines, with comments, strings and characters blanked out."""
    return _COMMENT_OR_LITERAL.sub(lambda found: " " + "\n" * found.group().count("\n"), text)


def includes(text):
    """(line number, True for "..." and False for <...>, name) of each #include line."""
    for number, line in enumerate(text.splitlines(), start=1):
        found = _INCLUDE.match(line)
        if found:
            yield number, found.group(1) == '"', found.group(2)
