# SPDX-License-Identifier: GPL-3.0-or-later
if(LATHE_GUI)
  lathe_bench(bench_charts lathe_widgets)
endif()
