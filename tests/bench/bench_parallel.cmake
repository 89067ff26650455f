# SPDX-License-Identifier: GPL-3.0-or-later
# What a second device gives to one training, with the real engine.
if(LATHE_TRAIN)
  lathe_bench(bench_parallel lathe_services)
  add_dependencies(bench_parallel lathe_train lathectl)
endif()
