# SPDX-License-Identifier: GPL-3.0-or-later
# What Medianstop saves on the bundled search.
if(LATHE_TRAIN)
  lathe_bench(bench_medianstop lathe_services)
  add_dependencies(bench_medianstop lathe_train)
endif()
