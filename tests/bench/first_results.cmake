# SPDX-License-Identifier: GPL-3.0-or-later
# What a newcomer gets, untuned: examples, real tables, a real text. Minutes, not seconds: run only when named.
if(LATHE_TRAIN)
  add_executable(rows_of_parts first_results/rows_of_parts.cpp)
  set_target_properties(rows_of_parts PROPERTIES RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/bench/long)
  target_link_libraries(rows_of_parts PRIVATE lathe_options lathe_catalog)
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/bench/long)
  file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR}/first_results/first_results.py
    ${CMAKE_BINARY_DIR}/bench/long/bench_first-results SYMBOLIC)
endif()
