"""Proves that each check finds what it is there for, and leaves good text alone."""

import json
import subprocess
import tempfile
import unittest
from pathlib import Path

import floors
import formatting
import style
import tidy

GOOD_HEADER = "#pragma once\n"
RULES = Path(__file__).resolve().parents[2]  # the repository, for its .clang-format and .clang-tidy


class CheckTest(unittest.TestCase):
    """Each test writes a small repository and checks it."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.root = Path(folder.name).resolve()
        subprocess.run(["git", "init", "-q", str(self.root)], check=True)

    def write(self, name, text):
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def assert_found(self, findings, *words):
        self.assertEqual(len(findings), 1, findings)
        for word in words:
            self.assertIn(word, findings[0])


class Floors(CheckTest):
    def setUp(self):
        super().setUp()
        for folder in (*floors.PURE, *floors.F4, *floors.F5):
            self.write(f"engine/{folder}/part.hpp", GOOD_HEADER)

    def findings_for(self, folder, text):
        self.write(f"engine/{folder}/tried.cpp", text)
        return floors.check(self.root)

    def test_accepts_what_the_floors_allow(self):
        for folder, name in [("bank", "base"), ("exam", "bank"), ("analysis", "form"), ("ports", "analysis"),
                             ("service", "ports"), ("http", "json"), ("sqlite", "service"), ("app", "http"),
                             ("form", "form")]:
            with self.subTest(folder=folder, name=name):
                self.assertEqual(self.findings_for(folder, f'#include "{name}/part.hpp"\n'), [])
                self.write(f"engine/{folder}/tried.cpp", "")

    def test_refuses_a_folder_above_or_beside(self):
        for folder, name in [("base", "bank"), ("bank", "exam"), ("scoring", "approval"), ("ports", "service"),
                             ("service", "sqlite"), ("http", "sqlite"), ("json", "yaml"), ("yaml", "app")]:
            with self.subTest(folder=folder, name=name):
                self.assert_found(self.findings_for(folder, f'#include "{name}/part.hpp"\n'), "tried.cpp:1:", "may not")
                self.write(f"engine/{folder}/tried.cpp", "")

    def test_refuses_includes_that_are_not_by_folder(self):
        self.assert_found(self.findings_for("bank", '#include "part.hpp"\n'), "write the folder")
        self.assert_found(self.findings_for("bank", "#include <base/part.hpp>\n"), 'write "base/part.hpp"')

    def test_refuses_foreign_headers_outside_their_folder(self):
        for folder, name in [("service", "boost/asio.hpp"), ("app", "boost/beast/http.hpp"), ("http", "sqlite3.h"),
                             ("app", "yaml-cpp/yaml.h"), ("http", "boost/json.hpp"), ("http", "openssl/evp.h"),
                             ("sqlite", "spdlog/spdlog.h"), ("bank", "unistd.h"), ("app", "boost/uuid/uuid.hpp"),
                             ("app", "fmt/format.h"), ("bank", "boost/system/result.hpp")]:
            with self.subTest(folder=folder, name=name):
                self.assert_found(self.findings_for(folder, f"#include <{name}>\n"), f"<{name}>")
                self.write(f"engine/{folder}/tried.cpp", "")

    def test_accepts_foreign_headers_in_their_folder(self):
        for folder, name in [("base", "boost/system/result.hpp"), ("http", "boost/beast.hpp"), ("sqlite", "sqlite3.h"),
                             ("app", "unistd.h"), ("app", "sys/socket.h"), ("http", "thread"), ("bank", "vector"), ("bank", "chrono")]:
            with self.subTest(folder=folder, name=name):
                self.assertEqual(self.findings_for(folder, f"#include <{name}>\n"), [])

    def test_refuses_effects_on_the_pure_floors(self):
        for line in ["auto t = std::chrono::system_clock::now();", "auto t = std::chrono::steady_clock::now();",
                     "auto t = time(nullptr);", "std::random_device d;", "int n = rand();", "std::thread t;",
                     "std::jthread t;", 'auto e = std::getenv("HOME");', "std::ifstream file;",
                     "std::filesystem::path p;", "#include <thread>", "#include <random>", "#include <filesystem>"]:
            with self.subTest(line=line):
                self.assert_found(self.findings_for("service", line + "\n"), "tried.cpp:1:")

    def test_leaves_comments_strings_and_like_names_alone(self):
        for line in ["// system_clock::now", "/* std::thread */", 'auto s = "getenv(";', "auto t = policy.time(0);",
                     "int remaining_time(int);", "const int n = 1'000'000; // rand()"]:
            with self.subTest(line=line):
                self.assertEqual(self.findings_for("service", line + "\n"), [])

    def test_refuses_a_folder_without_a_floor(self):
        self.write("engine/misc/part.hpp", GOOD_HEADER)
        self.assert_found(floors.check(self.root), "engine/misc/part.hpp", "no floor")


class Style(CheckTest):
    def test_unfinished_words(self):
        self.write("engine/bank/item.cpp", "// nothing here: TODOS are fine\n")
        self.assertEqual(style.unfinished_words(self.root), [])
        for word in style.UNFINISHED_WORDS:
            self.write("engine/bank/item.cpp", f"int a;\n// {word}: more\n")
            self.assert_found(style.unfinished_words(self.root), "item.cpp:2:")

    def test_machine_traces(self):
        self.write("README.md", "see /tmp/x, https://example.org/work/home\n")
        self.assertEqual(style.machine_traces(self.root), [])
        for trace in ["/" + "work/main", "/" + "home/ann/x", "https://registry.npm" + "js.org/x", "deb.deb" + "ian.org"]:
            self.write("README.md", f"see {trace}\n")
            self.assert_found(style.machine_traces(self.root), "README.md:1:")

    def test_vague_names(self):
        self.write("engine/bank/information.hpp", "class SessionlessThing {};\n")
        self.write("tests/support/helper.hpp", "")
        self.assertEqual(style.vague_names(self.root), [])
        self.write("web/core/outboxManager.ts", "")
        self.assert_found(style.vague_names(self.root), "outboxManager.ts", "manager")
        (self.root / "web/core/outboxManager.ts").unlink()
        self.write("engine/bank/item.hpp", "int n;\nstruct ItemInfo {\n")
        self.assert_found(style.vague_names(self.root), "item.hpp:2:", "info")

    def test_header_guards(self):
        self.write("engine/bank/item.hpp", "// An item.\n#pragma once\n")
        self.assertEqual(style.header_guards(self.root), [])
        self.write("engine/bank/item.hpp", "int n;\n")
        self.assert_found(style.header_guards(self.root), "item.hpp")

    def test_long_files(self):
        self.write("web/core/a.ts", "\n" * style.LONGEST_FILE)
        self.assertEqual(style.long_files(self.root), [])
        self.write("web/core/a.ts", "\n" * (style.LONGEST_FILE + 1))
        self.assert_found(style.long_files(self.root), "web/core/a.ts")


class Clang(CheckTest):
    def setUp(self):
        super().setUp()
        for name in (".clang-format", ".clang-tidy"):
            self.write(name, (RULES / name).read_text())

    def test_formatting(self):
        self.write("engine/bank/item.cpp", "int f() { return 1; }\n")
        self.assertEqual(formatting.check(self.root), [])
        self.write("engine/bank/item.cpp", "int f()\n{ return 1 ; }\n")
        self.assert_found(formatting.check(self.root), "engine/bank/item.cpp")

    def tidy_findings(self, header):
        source = self.root / "engine/bank/item.cpp"
        self.write("engine/bank/item.hpp", GOOD_HEADER + header)
        self.write("engine/bank/item.cpp", '#include "bank/item.hpp"\nint f() { return 1; }\n')
        command = f"ccache g++ -I{self.root}/engine -std=c++20 -Winvalid-pch -include cmake_pch.hxx -c {source}"
        self.write("build/compile_commands.json", json.dumps([{"file": str(source), "command": command}]))
        return tidy.check(self.root, "build", self.root / "cache")

    def test_tidy(self):
        bad = "inline int BadName() { return 1; }\n"
        self.assertEqual(self.tidy_findings("inline int good_name() { return 1; }\n"), [])
        self.assert_found(self.tidy_findings(bad), "engine/bank/item.hpp:2:", "BadName")
        self.assert_found(self.tidy_findings(bad), "BadName")  # what failed is not remembered as clean

    def test_tidy_needs_a_build(self):
        self.assert_found(tidy.check(self.root, "build", self.root / "cache"), "configure")


class Counting(unittest.TestCase):
    """How tools/test counts: what it must never do is pass when no test ran or a runner broke off."""

    def run_layer(self, output, status=0):
        """The last line and the exit code of tools/test for a layer whose tests print this output."""
        script = """
            source tools/lib/setup.sh && source tools/lib/layers.sh
            logs=$(mktemp -d)
            trap 'rm -r "$logs"' EXIT
            printed=$1 exit_code=$2
            prepare_unit() { :; }
            test_unit() { printf '%s\\n' "$printed"; return "$exit_code"; }
            run_layer unit && report
        """
        run = subprocess.run(["bash", "-c", script, "test", output, str(status)], cwd=RULES, capture_output=True, text=True)
        return run.stdout.strip().splitlines()[-1], run.returncode

    def test_sums_what_the_runners_say(self):
        for output, passed in [("3: All tests passed (7 assertions in 2 test cases)", 2),
                               ("1: All tests passed (1 assertion in 1 test case)", 1),
                               ("1: test cases: 3 | 2 passed | 1 failed as expected", 2),
                               ("# pass 4\n# fail 0", 4), ("\u2139 pass 5\n\u2139 fail 0", 5),
                               ("checks: 6 passed, 0 failed\n# pass 1", 7)]:
            with self.subTest(output=output):
                self.assertEqual(self.run_layer(output), (f"{passed} passed, 0 failed", 0))

    def test_counts_failures(self):
        for output, counts in [("1: test cases: 3 | 2 passed | 1 failed", "2 passed, 1 failed"),
                               ("1: test cases: 1 | 1 failed", "0 passed, 1 failed"),
                               ("# pass 4\n# fail 2\n# cancelled 1", "4 passed, 3 failed")]:
            with self.subTest(output=output):
                self.assertEqual(self.run_layer(output, status=1), (counts, 1))

    def test_fails_when_no_test_ran(self):
        for output in ["", "1: No tests ran", "# pass 0\n# fail 0"]:
            with self.subTest(output=output):
                self.assertEqual(self.run_layer(output), ("0 passed, 1 failed", 1))

    def test_fails_when_a_runner_broke_off(self):
        self.assertEqual(self.run_layer("1: All tests passed (7 assertions in 2 test cases)", status=8),
                         ("2 passed, 1 failed", 1))


if __name__ == "__main__":
    unittest.main()
