"""The floors of the engine: which folder may include what (architecture, section 4)."""

import re

from sources import cpp_files, includes, read, without_comments_and_literals

F0 = ["base"]
F1 = ["bank", "exam", "people", "form", "attempt", "scoring", "approval", "delivery", "analysis"]
F2 = ["ports"]
F3 = ["service"]
F4 = ["yaml", "json", "sqlite", "crypto", "http", "onboarding", "certificate", "rehearsal"]
F5 = ["app"]
PURE = F0 + F1 + F2 + F3

# Foreign headers by the start of their name, and the folders that own them. The longest start that fits decides.
FOREIGN = {
    "arpa/inet.h": {"delivery"},  # an address as text; asks nobody
    "boost/assert/source_location.hpp": {"base"},  # Boost.System's hook for a misused result
    "boost/system/": {"base", "http", "onboarding", "rehearsal"},
    "boost/beast": {"http", "onboarding", "rehearsal"},
    "boost/asio": {"http", "onboarding", "rehearsal"},
    "boost/json": {"json"},
    "boost/program_options": {"app"},
    "cairo": {"certificate"},
    "openssl/": {"crypto"},
    "pango/": {"certificate"},
    "qrcodegen/": {"certificate"},
    "sodium": {"crypto"},
    "spdlog/": {"app"},
    "sqlite3.h": {"sqlite"},
    "yaml-cpp/": {"yaml"},
    "zlib.h": {"onboarding"},
}
POSIX_HEADER = re.compile(r"(?:(?:arpa|linux|net|netinet|sys)/)?\w+\.h")

# F0-F3 read no clock, randomness, environment or file and start no thread.
IMPURE_HEADERS = {"condition_variable", "filesystem", "fstream", "future", "iostream", "random", "thread"}
IMPURE_CODE = {
    "a clock": r"_clock\s*::\s*now\b|(?<![\w.>:])(?:std::|::)?time\s*\(\s*(?:nullptr|NULL|0|&)"
               r"|\b(?:gettimeofday|clock_gettime|timespec_get)\s*\(",
    "randomness": r"\brandom_device\b|(?<![\w.>])s?rand\s*\(|\bgetrandom\s*\(",
    "the environment": r"\b(?:secure_)?getenv\s*\(",
    "a file": r"\bfilesystem\s*::|\b[io]?fstream\b|\bfopen\s*\(",
    "a thread": r"\bstd\s*::\s*(?:j?thread|async)\b|\bpthread_create\b",
}


def allowed_folders(folder):
    """The folders of the engine whose headers this folder may include."""
    if folder in F1:
        return {folder, *F0, *F1[: F1.index(folder)]}
    if folder in F4:
        return {folder, "json", *PURE}
    below = {"base": F0, "ports": F0 + F1 + F2, "service": PURE, "app": PURE + F4 + F5}
    return set(below[folder])


def include_fault(folder, quoted, name, known_headers):
    """What is wrong with an #include, or None."""
    if quoted or name in known_headers:
        return own_include_fault(folder, quoted, name, known_headers)
    owners = [FOREIGN[start] for start in sorted(FOREIGN, key=len, reverse=True) if name.startswith(start)]
    if owners:
        return None if folder in owners[0] else f"<{name}> belongs to {', '.join(sorted(owners[0]))} alone"
    if "/" not in name and "." not in name:  # the C++ standard library
        if folder in PURE and name in IMPURE_HEADERS:
            return f"<{name}> has no place on floors F0 to F3"
        return None
    if POSIX_HEADER.fullmatch(name) and folder not in PURE:
        return None
    return f"<{name}> is a foreign header that no folder owns (FOREIGN in tools/checks/floors.py)"


def own_include_fault(folder, quoted, name, known_headers):
    if name not in known_headers:
        return f'"{name}" is no header of engine/ (write the folder: "bank/item.hpp")'
    if not quoted:
        return f'<{name}> is ours: write "{name}"'
    target = name.split("/")[0]
    if target not in allowed_folders(folder):
        return f'"{name}": {folder} may not include {target}'
    return None


def file_faults(folder, text, known_headers):
    """(line number, what is wrong) for one file of a folder."""
    for number, quoted, name in includes(text):
        fault = include_fault(folder, quoted, name, known_headers)
        if fault:
            yield number, fault
    if folder not in PURE:
        return
    for number, line in enumerate(without_comments_and_literals(text).splitlines(), start=1):
        for what, pattern in IMPURE_CODE.items():
            if re.search(pattern, line):
                yield number, f"floors F0 to F3 must not use {what}; it enters by argument or context"


def check(root):
    files = cpp_files(root, "engine")
    known_headers = {path.relative_to("engine").as_posix() for path in files if path.suffix == ".hpp"}
    known_folders = {*PURE, *F4, *F5}
    findings = []
    for path in files:
        folder = path.parts[1]
        if len(path.parts) < 3 or folder not in known_folders:
            findings.append(f"{path}: this folder has no floor (tools/checks/floors.py)")
            continue
        for number, fault in file_faults(folder, read(root / path), known_headers):
            findings.append(f"{path}:{number}: {fault}")
    return findings
