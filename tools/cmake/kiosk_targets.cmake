# The functions with which every folder of the project declares its targets.

# kiosk_add_folders(folder...): add_subdirectory for each folder that has a CMakeLists.txt.
# A folder that gets its CMakeLists.txt later is noticed by the next build.
function(kiosk_add_folders)
  foreach(folder IN LISTS ARGN)
    file(GLOB found CONFIGURE_DEPENDS "${CMAKE_CURRENT_SOURCE_DIR}/${folder}/CMakeLists.txt")
    if(found)
      add_subdirectory(${folder})
    endif()
  endforeach()
endfunction()

# Folder names stand for their targets: "bank" means kiosk_bank. Everything else stays as it is.
function(kiosk_target_names out)
  set(names)
  foreach(name IN LISTS ARGN)
    if(NOT TARGET ${name} AND TARGET kiosk_${name})
      set(name kiosk_${name})
    endif()
    list(APPEND names ${name})
  endforeach()
  set(${out} ${names} PARENT_SCOPE)
endfunction()

# kiosk_sum_precompiled(TARGET): tells ccache, in its place beside the precompiled file, what that depends on. The file
# itself differs from directory to directory, and then no two of them would share what is compiled with it.
function(kiosk_sum_precompiled name)
  execute_process(COMMAND "${CMAKE_CXX_COMPILER}" --version OUTPUT_VARIABLE version COMMAND_ERROR_IS_FATAL ANY)
  get_target_property(headers ${name} PRECOMPILE_HEADERS)
  file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${name}.dir/cmake_pch.hxx.gch.sum" "${version}${headers}\n")
endfunction()

# kiosk_precompile(TARGET): what nearly every file includes of the standard library is parsed once, not in each file.
# Standard headers alone: whatever is precompiled counts as included everywhere. Compiled with the flags of the engine.
function(kiosk_precompile name)
  if(name STREQUAL kiosk_base)
    target_precompile_headers(${name} PRIVATE ${KIOSK_PRECOMPILED})
    kiosk_sum_precompiled(${name})
  else()
    target_precompile_headers(${name} REUSE_FROM kiosk_base)
  endif()
endfunction()
set(KIOSK_PRECOMPILED
  <algorithm> <array> <chrono> <cstdint> <filesystem> <functional> <map> <memory> <mutex> <optional> <set> <string>
  <string_view> <utility> <variant> <vector>)

# kiosk_library(NAME source... [DEPENDS target...] [PRIVATE_DEPENDS target...])
# kiosk_library(NAME INTERFACE [DEPENDS target...])
# The library kiosk_<NAME> of one engine folder; INTERFACE when it has headers alone.
# Foreign libraries belong to PRIVATE_DEPENDS.
function(kiosk_library name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "INTERFACE" "" "DEPENDS;PRIVATE_DEPENDS")
  string(REGEX REPLACE "^kiosk_" "" name ${name})
  kiosk_target_names(depends ${arg_DEPENDS})
  kiosk_target_names(private_depends ${arg_PRIVATE_DEPENDS})

  if(arg_INTERFACE)
    add_library(kiosk_${name} INTERFACE)
    target_include_directories(kiosk_${name} INTERFACE "${CMAKE_SOURCE_DIR}/engine")
    target_link_libraries(kiosk_${name} INTERFACE ${depends})
  else()
    add_library(kiosk_${name} STATIC ${arg_UNPARSED_ARGUMENTS})
    target_include_directories(kiosk_${name} PUBLIC "${CMAKE_SOURCE_DIR}/engine")
    target_link_libraries(kiosk_${name} PUBLIC ${depends} PRIVATE ${private_depends})
    kiosk_precompile(kiosk_${name})
  endif()
endfunction()

if(KIOSK_SANITIZERS)
  set(KIOSK_TEST_OPTIONS -O0 -fno-sanitize=undefined)
else()
  set(KIOSK_TEST_OPTIONS -O1)
endif()

# kiosk_test(NAME LAYER source... [DEPENDS target...])
# The Catch2 program NAME, run by ctest from the root of the repository under the label LAYER
# (unit, golden, contract, http, sim, fuzz or perf). A program without tests fails.
# Its own sources are compiled lightly, for most of a build goes into Catch2's macros: they run once, and undefined
# behaviour is looked for in what they test.
# The target layer_<LAYER> builds all programs of a layer; KIOSK_TEST_BIN tells a test where programs lie.
function(kiosk_test name layer)
  cmake_parse_arguments(PARSE_ARGV 2 arg "" "" "DEPENDS")
  kiosk_target_names(depends ${arg_DEPENDS})

  add_executable(${name} ${arg_UNPARSED_ARGUMENTS})
  target_include_directories(${name} PRIVATE "${CMAKE_SOURCE_DIR}/engine" "${CMAKE_SOURCE_DIR}/tests")
  target_link_libraries(${name} PRIVATE kiosk_catch_main ${depends})
  target_compile_options(${name} PRIVATE ${KIOSK_TEST_OPTIONS})
  target_precompile_headers(${name} REUSE_FROM kiosk_catch_headers)
  add_test(NAME ${name} COMMAND ${name} WORKING_DIRECTORY "${CMAKE_SOURCE_DIR}")
  set_tests_properties(${name} PROPERTIES
    LABELS ${layer}
    TIMEOUT 900
    FAIL_REGULAR_EXPRESSION "No tests ran"
    ENVIRONMENT "KIOSK_TEST_BIN=${CMAKE_RUNTIME_OUTPUT_DIRECTORY};${KIOSK_SANITIZER_ENVIRONMENT}")

  if(NOT TARGET layer_${layer})
    add_custom_target(layer_${layer})
  endif()
  add_dependencies(layer_${layer} ${name})
endfunction()
