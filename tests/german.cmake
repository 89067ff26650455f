# SPDX-License-Identifier: GPL-3.0-or-later
# Tests once more where a comma divides whole from part: no file may be read or written differently there.

# A test makes the locale in the build folder, which needs no root (its sources are in Debian's package "locales").
set(german_locales ${CMAKE_BINARY_DIR}/tests/locales)
add_test(NAME german.locale COMMAND sh -c
  "[ -e '${german_locales}/de_DE.UTF-8' ] || { mkdir -p '${german_locales}' && localedef -i de_DE -f UTF-8 '${german_locales}/de_DE.UTF-8'; }")
set_tests_properties(german.locale PROPERTIES FIXTURES_SETUP german)

# lathe_german_tests(FOLDER REGEX): the tests of that folder whose names match, as german.NAME.
function(lathe_german_tests folder regex)
  get_property(tests DIRECTORY ${CMAKE_CURRENT_SOURCE_DIR}/${folder} PROPERTY TESTS)
  list(FILTER tests INCLUDE REGEX ${regex})
  string(REPLACE "/" "." program ${folder})
  foreach(test ${tests})
    string(REPLACE "${program}." "" name ${test})
    add_test(NAME german.${test} COMMAND ${program} ${name})
    set_tests_properties(german.${test} PROPERTIES TIMEOUT 300 FIXTURES_REQUIRED german LABELS german
      ENVIRONMENT "QT_QPA_PLATFORM=offscreen;LOCPATH=${german_locales};LC_ALL=de_DE.UTF-8;LATHE_TEST=1")
  endforeach()
endfunction()

lathe_german_tests(core/base ".")
lathe_german_tests(core/config "compose|document|override|resolution|round_trip|schema_file|python_text|integer_text|value")
lathe_german_tests(core/store ".")
lathe_german_tests(core/search "experiment|nni|study")
if(LATHE_TRAIN)
  lathe_german_tests(core/train/table ".")
endif()
lathe_german_tests(headless "run$")
if(LATHE_GUI)
  lathe_german_tests(gui "window")
endif()
