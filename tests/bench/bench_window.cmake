# SPDX-License-Identifier: GPL-3.0-or-later
# The window's event loop while a trial trains on every core.
if(LATHE_GUI AND LATHE_TRAIN)
  lathe_bench(bench_window lathe_gui)
  add_dependencies(bench_window lathe_train)
endif()
