# Language level, warnings, sanitizers and the compiler cache, for every target of the project.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)

# Every program lies in <build directory>/bin, wherever its source is.
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")

# -g1 keeps function names and lines for stack traces at a fraction of the build time of -g.
set(CMAKE_CXX_FLAGS_DEBUG "-O0 -g1")
set(CMAKE_CXX_FLAGS_RELWITHDEBINFO "-O2 -g1")

# -Wnull-dereference is left out: with g++ 12 and optimisation it reports paths that cannot happen.
add_compile_options(
  -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wsign-conversion -Wnon-virtual-dtor
  -Wold-style-cast -Woverloaded-virtual -Werror)
# What g++ 12 says of std::string once its header is precompiled, for it then takes the library's code for ours.
add_compile_options($<$<CXX_COMPILER_ID:GNU>:-Wno-array-bounds> $<$<CXX_COMPILER_ID:GNU>:-Wno-stringop-overflow>)

# For every file, because a precompiled header serves only those that are compiled with the same flags.
add_compile_options(-pthread)

# Binaries and log lines name source files relative to the repository, whoever built them.
add_compile_options("-ffile-prefix-map=${CMAKE_SOURCE_DIR}/=")

# Lets ccache see what a precompiled header holds.
add_compile_options($<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess>)

set(KIOSK_SANITIZERS "" CACHE STRING "Sanitizers to build with, for example address,undefined or thread")
if(KIOSK_SANITIZERS)
  add_compile_options(
    -fsanitize=${KIOSK_SANITIZERS} -fno-sanitize-recover=all -fno-omit-frame-pointer -O1
    # Instrumented code makes g++ 12 see uninitialised values where there are none.
    $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
  add_link_options(-fsanitize=${KIOSK_SANITIZERS})
  if(KIOSK_SANITIZERS MATCHES undefined)
    # They check every member access, which doubles the time of a build; the address sanitizer sees wild pointers itself.
    add_compile_options(-fno-sanitize=null,alignment,vptr,object-size)
  endif()
endif()
option(KIOSK_FUZZ "Instrument everything for libFuzzer and declare the programs of tests/fuzz (clang only)" OFF)
if(KIOSK_FUZZ)
  add_compile_options(-fsanitize=fuzzer-no-link)
  set(CMAKE_DISABLE_PRECOMPILE_HEADERS ON)  # clang stamps them with the time, so that no compiler cache could be used
endif()
if(KIOSK_SANITIZERS STREQUAL "thread")
  add_compile_options(-Wno-tsan)  # g++ only warns that the sanitizer does not follow fences.
endif()

# What the sanitizers of a test program do, in every build directory.
set(KIOSK_SANITIZER_ENVIRONMENT
  ASAN_OPTIONS=detect_stack_use_after_return=1:strict_string_checks=1
  "LSAN_OPTIONS=suppressions=${CMAKE_SOURCE_DIR}/tools/cmake/leaks_of_others.txt:print_suppressions=0"
  UBSAN_OPTIONS=print_stacktrace=1
  TSAN_OPTIONS=halt_on_error=1:second_deadlock_stack=1)

# One cache serves all build directories: paths are hashed relative to the source directory.
find_program(KIOSK_CCACHE ccache)
if(KIOSK_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  set(CMAKE_CXX_COMPILER_LAUNCHER
    env "CCACHE_BASEDIR=${CMAKE_SOURCE_DIR}" CCACHE_NOHASHDIR=1
    CCACHE_PCH_EXTSUM=1 CCACHE_SLOPPINESS=pch_defines,time_macros,include_file_mtime,include_file_ctime
    "${KIOSK_CCACHE}")
endif()
