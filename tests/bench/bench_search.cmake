# SPDX-License-Identifier: GPL-3.0-or-later
# Time of the tuners and of importance, beside Optuna's; and, minutes and only when named, what the tuners find.
lathe_bench(bench_search lathe_search)
file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/bench/long)
file(CREATE_LINK ${CMAKE_CURRENT_SOURCE_DIR}/quality.py ${CMAKE_BINARY_DIR}/bench/long/bench_search-quality SYMBOLIC)
