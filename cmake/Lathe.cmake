# SPDX-License-Identifier: GPL-3.0-or-later
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
  # Without these ccache refuses every file that uses a precompiled header.
  set(CMAKE_CXX_COMPILER_LAUNCHER ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${LATHE_CCACHE})
endif()
# The system's own linker. lld 14 (Debian 12) drops the unwind table of a function that stands where an empty cold part of
# another one was put: an exception through it ends the program.

find_package(Threads REQUIRED)
find_package(fmt REQUIRED)
find_package(nlohmann_json REQUIRED)
find_package(tl-expected REQUIRED)
find_package(yaml-cpp REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(LIBYAML REQUIRED IMPORTED_TARGET yaml-0.1)
pkg_check_modules(LIBGIT2 REQUIRED IMPORTED_TARGET libgit2)
pkg_check_modules(XXHASH REQUIRED IMPORTED_TARGET libxxhash)
find_package(ZLIB REQUIRED)

# Warnings are errors for our own code; not where packages are made, whose flags and compilers are others'. Sanitizers come from the preset.
option(LATHE_WERROR "Warnings are errors" ON)
add_library(lathe_options INTERFACE)
target_include_directories(lathe_options INTERFACE ${CMAKE_SOURCE_DIR})
target_compile_options(lathe_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow $<$<BOOL:${LATHE_WERROR}>:-Werror> -Wno-missing-field-initializers)
if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
  # Optimised, GCC takes moved-from members of std::variant for uninitialised ones; the sanitizers look for the real ones.
  # And what the larger a file the deeper it inlines, it takes for writes out of bounds.
  target_compile_options(lathe_options INTERFACE -Wno-maybe-uninitialized -Wno-array-bounds -Wno-stringop-overflow -Wno-stringop-overread -Wno-restrict)
  if(CMAKE_UNITY_BUILD)
    # In a unity build every file is an included one, where it warns of classes that hold a type without a name outside.
    target_compile_options(lathe_options INTERFACE -Wno-subobject-linkage)
    # Its collector of garbage waits for a gigabyte: it costs a tenth of the time, and such a file needs little more.
    target_compile_options(lathe_options INTERFACE "SHELL:--param ggc-min-expand=1000" "SHELL:--param ggc-min-heapsize=1048576")
    # For ccache beside precompiled headers.
    target_compile_options(lathe_options INTERFACE -fpch-preprocess)
  endif()
  if(CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 13)
    # It takes a reference to a table of ours for one into the arguments of the function that gives it.
    target_compile_options(lathe_options INTERFACE -Wno-dangling-reference)
  endif()
endif()
# Unity builds (every preset but dev): several files are compiled as one, which costs a third of them apart. More of them would
# build sooner from nothing, and later after one change.
set(CMAKE_UNITY_BUILD_BATCH_SIZE 10)

set(LATHE_SANITIZE "" CACHE STRING "Sanitizers, e.g. address,undefined")
if(LATHE_SANITIZE)
  add_compile_options(-fsanitize=${LATHE_SANITIZE} -fno-omit-frame-pointer)
  add_link_options(-fsanitize=${LATHE_SANITIZE})
endif()

# lathe_precompile(TARGET HEADER): reads HEADER once. Targets of one HEADER share what the first of them compiled. In the
# preset dev each file reads it for itself: clang cannot read what GCC has precompiled.
function(lathe_precompile target header)
  if(CMAKE_DISABLE_PRECOMPILE_HEADERS)
    target_compile_options(${target} PRIVATE "SHELL:-include ${CMAKE_SOURCE_DIR}/${header}")
    return()
  endif()
  get_property(owner GLOBAL PROPERTY LATHE_PRECOMPILED_${header})
  if(owner)
    target_precompile_headers(${target} REUSE_FROM ${owner})
  else()
    target_precompile_headers(${target} PRIVATE ${CMAKE_SOURCE_DIR}/${header})
    set_property(GLOBAL PROPERTY LATHE_PRECOMPILED_${header} ${target})
  endif()
endfunction()

# lathe_library(NAME LIBS...): one floor of the house from the .cpp files of this folder and those below it. Tests link the
# floor itself, so that they see only what stands below it; the programs link all floors as lathe_core.
function(lathe_library name)
  file(GLOB_RECURSE sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  add_library(${name}_objects OBJECT ${sources})
  target_link_libraries(${name}_objects PUBLIC lathe_options ${ARGN})
  lathe_precompile(${name}_objects core/base/precompiled.h)
  add_library(${name} STATIC $<TARGET_OBJECTS:${name}_objects>)
  target_link_libraries(${name} PUBLIC lathe_options ${ARGN})
endfunction()

# lathe_tests(LIBS... [SOURCES FILES...]): the test_*.cpp of this folder become one Qt Test program, named after the folder
# (core.config), and each of them a ctest entry of that program (core.config.value). Other .cpp files of the folder, and
# SOURCES, are helpers of all of them.
function(lathe_tests)
  cmake_parse_arguments(PARSE_ARGV 0 arg "" "" "SOURCES")
  file(GLOB tests CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/test_*.cpp)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cpp)
  file(RELATIVE_PATH folder ${CMAKE_SOURCE_DIR}/tests ${CMAKE_CURRENT_SOURCE_DIR})
  string(REPLACE "/" "." program ${folder})
  add_executable(${program} ${sources} ${arg_SOURCES} ${CMAKE_SOURCE_DIR}/tests/test_program.cpp)
  set_target_properties(${program} PROPERTIES AUTOMOC ON RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests/bin)
  target_compile_definitions(${program} PRIVATE QT_NO_KEYWORDS LATHE_SOURCE_DIR="${CMAKE_SOURCE_DIR}"
    LATHE_BINARY_DIR="${CMAKE_BINARY_DIR}")
  target_link_libraries(${program} PRIVATE lathe_options ${arg_UNPARSED_ARGUMENTS} rapidcheck Qt6::Test)
  if("lathe_train" IN_LIST arg_UNPARSED_ARGUMENTS)
    lathe_precompile(${program} core/train/torch_headers.h)
  elseif("${arg_UNPARSED_ARGUMENTS}" MATCHES "lathe_")
    lathe_precompile(${program} tests/precompiled.h)
  endif()
  foreach(test ${tests})
    get_filename_component(name ${test} NAME_WE)
    string(REGEX REPLACE "^test_" "" name ${name})
    add_test(NAME ${program}.${name} COMMAND ${program} ${name})
    set_tests_properties(${program}.${name} PROPERTIES TIMEOUT 300
      ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LC_ALL=C.UTF-8;LATHE_TEST=1")
  endforeach()
endfunction()
