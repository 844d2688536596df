// Empty: what it is compiled with is what counts (tests/CMakeLists.txt).
