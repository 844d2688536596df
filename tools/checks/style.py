"""Words, names and file shapes that the project does not want. Each check takes the root and returns its findings."""

import re

from sources import CPP_SUFFIXES, project_files, read, without_comments_and_literals

# The patterns are put together here so that this file does not match itself.
UNFINISHED_WORDS = ["TO" + "DO", "FIX" + "ME", "X" * 3, "HA" + "CK"]
MACHINE_PATHS = ["/" + top + "/" for top in ("work", "farm", "root")] + ["/" + "home/" + r"\w+/"]
REGISTRY_HOSTS = [name + r"\." + rest for name, rest in (
    ("registry", "npm" + "js"), ("deb", "deb" + "ian"), ("security", "deb" + "ian"), ("snapshot", "deb" + "ian"),
    ("registry", "yarn" + "pkg"), ("pypi", "or" + "g"), ("crates", "i" + "o"))]
VAGUE_WORDS = {"session", "sessions", "manager", "managers", "helper", "helpers", "util", "utils", "info"}

TEXT_SUFFIXES = CPP_SUFFIXES | {
    "", ".cmake", ".css", ".html", ".js", ".json", ".md", ".mjs", ".py", ".sh", ".sql", ".svg", ".ts", ".tsx", ".txt",
    ".yaml", ".yml"}
SOURCE_SUFFIXES = CPP_SUFFIXES | {".css", ".js", ".mjs", ".py", ".sh", ".ts", ".tsx"}
LONGEST_FILE = 350


def lines_matching(root, pattern, what):
    findings = []
    for path in project_files(root):
        if path.suffix in TEXT_SUFFIXES:
            for number, line in enumerate(read(root / path).splitlines(), start=1):
                if re.search(pattern, line):
                    findings.append(f"{path}:{number}: {what}: {line.strip()[:100]}")
    return findings


def unfinished_words(root):
    return lines_matching(root, r"(?<![A-Za-z])(?:" + "|".join(UNFINISHED_WORDS) + r")(?![A-Za-z])", "unfinished work")


def machine_traces(root):
    pattern = r"(?<![\w.}])(?:" + "|".join(MACHINE_PATHS) + ")|" + "|".join(REGISTRY_HOSTS)
    return lines_matching(root, pattern, "path or host of one machine")


def words_of(name):
    """The words of snake_case, kebab-case and CamelCase names, in lower case."""
    return {word.lower() for word in re.findall(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])", name)}


def vague_names(root):
    """Files of engine/ and web/ and types of the engine whose names say nothing."""
    findings = []
    for path in project_files(root):
        if path.parts[0] not in ("engine", "web"):
            continue
        for part in path.parts[1:]:
            for word in words_of(part) & VAGUE_WORDS:
                findings.append(f'{path}: a name with "{word}" does not say what it is')
        if path.suffix in CPP_SUFFIXES:
            text = without_comments_and_literals(read(root / path))
            for number, line in enumerate(text.splitlines(), start=1):
                for name in re.findall(r"^\s*(?:class|struct|enum class|enum|using)\s+(\w+)", line):
                    for word in words_of(name) & VAGUE_WORDS:
                        findings.append(f'{path}:{number}: a type with "{word}" in its name does not say what it is')
    return findings


def header_guards(root):
    return [f"{path}:1: a header starts with #pragma once"
            for path in project_files(root)
            if path.suffix == ".hpp" and not re.search(r"^#pragma once$", read(root / path), re.MULTILINE)]


def long_files(root):
    """Files that may have more than one subject: a hint to a reader, not a fault."""
    findings = []
    for path in project_files(root):
        if path.suffix in SOURCE_SUFFIXES:
            lines = read(root / path).count("\n")
            if lines > LONGEST_FILE:
                findings.append(f"{path}: {lines} lines; does it still have one subject?")
    return findings
