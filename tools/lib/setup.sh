# What tools/serve and tools/test share: packages, Node, the web part and the C++ build.
# Sourced, never run. Every step says what it does, does only what is missing, and returns non-zero when it fails.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd) || exit 1
stamps="$root/build/stamps"

say() { printf '[%s] %s\n' "$(basename "$0")" "$*"; }
complain() { say "$*" >&2; }

# in_turn COMMAND…: runs the command from the root of the repository, one at a time on this work tree.
in_turn() {
  mkdir -p "$stamps" || return 1
  (
    cd "$root" || exit 1
    if ! flock -n 9; then
      say "waiting for another setup in this work tree"
      flock 9 || exit 1
    fi
    "$@" 9>&-
  ) 9>"$root/build/.setup.lock"
}

stamp_says() { [ "$(cat "$stamps/$1" 2>/dev/null)" = "$2" ]; }
set_stamp() { printf '%s\n' "$2" >"$stamps/$1"; }

# ---------------------------------------------------------------------------------------------- Debian packages

packages_of() {  # GROUP…: the packages of these groups in tools/packages.txt
  awk -v wanted=" $* " '
    /^\[.*\]$/ { group = substr($0, 2, length($0) - 2); next }
    NF && !/^#/ && index(wanted, " " group " ") { print $1 }' "$root/tools/packages.txt"
}

missing_packages() {  # GROUP…
  local wanted
  wanted=$(packages_of "$@")
  comm -23 <(sort -u <<<"$wanted") <(
    # shellcheck disable=SC2086  # one argument a package
    dpkg-query -W -f '${db:Status-Status} ${Package}\n' $wanted 2>/dev/null | awk '$1 == "installed" { print $2 }' | sort -u)
}

apt() {
  local prefix=()
  if [ "$(id -u)" != 0 ]; then prefix=(sudo); fi
  "${prefix[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -o DPkg::Lock::Timeout=300 "$@" </dev/null
}

install_packages() {  # GROUP…
  if ! command -v dpkg-query >/dev/null; then
    complain "this is not a Debian system: please see to what tools/packages.txt lists"
    return 0
  fi
  local missing
  missing=$(missing_packages "$@" | paste -sd ' ')
  [ -n "$missing" ] || return 0
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    complain "these packages are missing, and only root can install them: $missing"
    return 1
  fi
  say "installing Debian packages: $missing"
  # shellcheck disable=SC2086  # one argument a package
  apt update && apt install -y --no-install-recommends $missing
}

# --------------------------------------------------------------------------------------------------------- Node

node_is_new_enough() {  # Vite needs 20.19
  command -v node >/dev/null && command -v npm >/dev/null &&
    node -e 'const [major, minor] = process.versions.node.split(".").map(Number);
             process.exit(major > 20 || (major === 20 && minor >= 19) ? 0 : 1)'
}

# Puts a Node that is new enough on the PATH: the system's, or else one from npm in build/node.
provide_node() {
  use_own_node
  node_is_new_enough || { in_turn install_own_node && use_own_node && node_is_new_enough; }
}

use_own_node() {
  local own="$root/build/node/node_modules/.bin"
  [ ! -x "$own/node" ] || PATH="$own:$PATH"
}

install_own_node() {
  command -v npm >/dev/null || install_packages node || return 1
  say "installing Node from npm into build/node (this system's is absent or older than 20.19)"
  mkdir -p build/node && npm install --prefix build/node --no-audit --no-fund --no-save node@22 npm@10
}

# ------------------------------------------------------------------------------------------------- the web part

hash_of_files() { sort -z | xargs -0r sha256sum | sha256sum | cut -d ' ' -f 1; }

install_node_modules() {  # FOLDER, as its package-lock.json says
  local wanted stamp="node_modules-${1//\//-}"
  wanted="$(node --version) $(sha256sum <"$1/package-lock.json")" || return 1
  if [ -d "$1/node_modules" ] && stamp_says "$stamp" "$wanted"; then return 0; fi
  say "installing the npm packages of $1"
  (cd "$1" && npm ci --no-audit --no-fund) && set_stamp "$stamp" "$wanted"
}

build_web() {
  install_node_modules web || return 1
  local wanted
  wanted="$(node --version) $(find web \( -name node_modules -o -path web/dist \) -prune -o -type f -print0 | hash_of_files)"
  if [ -d web/dist ] && stamp_says web "$wanted"; then return 0; fi
  say "building the web pages"
  (cd web && npm run --silent build) && set_stamp web "$wanted"
}

# ------------------------------------------------------------------------------------------------ the C++ build

configure_engine() {  # PRESET; later changes of CMake files are noticed by the build itself
  local tree="build/$1"
  if grep -qsxF "CMAKE_HOME_DIRECTORY:INTERNAL=$root" "$tree/CMakeCache.txt" && [ -f "$tree/build.ninja" ]; then return 0; fi
  say "configuring $tree"
  cmake --preset "$1" --fresh
}

build_engine() {  # PRESET TARGET…
  local preset=$1
  shift
  configure_engine "$preset" || return 1
  say "building $* ($preset)"
  cmake --build --preset "$preset" --parallel "$(nproc)" --target "$@"
}
