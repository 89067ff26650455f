# How every target of Lathe is compiled, and the two functions that declare them.

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bin)
set(CMAKE_LIBRARY_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(CMAKE_ARCHIVE_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/lib)
set(CMAKE_BUILD_RPATH_USE_ORIGIN ON)
set(CMAKE_INSTALL_RPATH "$ORIGIN/../${CMAKE_INSTALL_LIBDIR}/lathe")

find_program(LATHE_CCACHE ccache)
if(LATHE_CCACHE)
  set(CMAKE_CXX_COMPILER_LAUNCHER ${LATHE_CCACHE})
endif()
# The system's own linker. lld 14 (Debian 12) drops the unwind table of a function that stands where an empty cold part of
# another one was put: an exception through it ends the program.

find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(spdlog REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tl-expected REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(ZLIB REQUIRED)

# Warnings are errors for our own code. Sanitizers come from the preset.
add_library(lathe_options INTERFACE)
target_include_directories(lathe_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(lathe_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Werror -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Optimised, GCC takes moved-from members of std::variant for uninitialised ones; the sanitizers look for the real ones.
  target_compile_options(lathe_options INTERFACE -Wno-maybe-uninitialized)
  if(CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 13)
    # It takes a reference to a table of ours for one into the arguments of the function that gives it.
    target_compile_options(lathe_options INTERFACE -Wno-dangling-reference)
  endif()
endif()
set(LATHE_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined")
if(LATHE_SANITIZE)
  add_compile_options(-fsanitize=${LATHE_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${LATHE_SANITIZE})
endif()

# lathe_library(NAME LIBS...): one floor of the house from the .cpp files of this folder and those below it. Tests link the
# floor itself, so that they see only what stands below it; the programs link all floors as lathe_core.
function(lathe_library name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(${name}_objects OBJECT ${sources} ${CMAKE_SOURCE_DIR}/cmake/empty.cpp)
  target_link_libraries(${name}_objects PUBLIC lathe_options ${ARGN})
  add_library(${name} STATIC $<TARGET_OBJECTS:${name}_objects>)
  target_link_libraries(${name} PUBLIC lathe_options ${ARGN})
endfunction()

# lathe_tests(LIBS...): every test_*.cpp of this folder becomes a Qt Test program and a ctest entry named after its
# path, e.g. core.config.value. Other .cpp files of the folder are linked into each of them.
function(lathe_tests)
  file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/test_*.cpp)
  file(GLOB helpers CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  list(REMOVE_ITEM helpers ${tests} "")
  file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR}/tests ${CMAKE_CURRENT_SOURCE_DIR})
  string(REPLACE "/" "." folder ${folder})
  if(helpers)
    string(REPLACE "." "_" helper_name "testhelp_${folder}")
    add_library(${helper_name} OBJECT ${helpers})
    set_target_properties(${helper_name} PROPERTIES AUTOMOC ON)
    target_compile_definitions(${helper_name} PRIVATE QT_NO_KEYWORDS LATHE_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
      LATHE_BINARY_DIR="${CMAKE_BINARY_DIR}")
    target_link_libraries(${helper_name} PUBLIC lathe_options ${ARGN} Qt6::Test)
  endif()
  foreach(test ${tests})
    get_filename_component(base ${test} NAME_WE)
    string(REGEX REPLACE "^test_" "" base ${base})
    set(name ${folder}.${base})
    add_executable(${name} ${test})
    set_target_properties(${name} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests)
    target_compile_definitions(${name} PRIVATE QT_NO_KEYWORDS LATHE_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
      LATHE_BINARY_DIR="${CMAKE_BINARY_DIR}")
    target_link_libraries(${name} PRIVATE lathe_options ${helper_name} ${ARGN} rapidcheck Qt6::Test)
    add_test(NAME ${name} COMMAND ${name})
    set_tests_properties(${name} PROPERTIES TIMEOUT 300
      ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;LATHE_TEST=1")
  endforeach()
endfunction()
