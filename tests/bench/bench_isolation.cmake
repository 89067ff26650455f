# SPDX-License-Identifier: GPL-3.0-or-later
# What worker processes cost and give, with the real engine; and what leases across processes cost.
if(LATHE_TRAIN)
  lathe_bench(bench_isolation lathe_services)
  add_dependencies(bench_isolation lathe_train lathectl)
endif()
