# cmake -D SOURCE=… -D OUT=… -P build_id.cmake: writes the C++ file that says which source was built. Runs with every
# build, since a commit configures nothing anew; the file is touched only when the name has changed.
find_package(Git QUIET)
set(KIOSK_BUILD_ID unknown)
if(GIT_FOUND)
  execute_process(COMMAND "${GIT_EXECUTABLE}" -C "${SOURCE}" describe --always --tags
    OUTPUT_VARIABLE found RESULT_VARIABLE status ERROR_QUIET OUTPUT_STRIP_TRAILING_WHITESPACE)
  if(status EQUAL 0)
    set(KIOSK_BUILD_ID "${found}")
  endif()
endif()
configure_file("${CMAKE_CURRENT_LIST_DIR}/build_id.cpp.in" "${OUT}" @ONLY)
