# SPDX-License-Identifier: GPL-3.0-or-later
# The Trainer against a bare LibTorch loop.
if(LATHE_TRAIN)
  lathe_bench(bench_train lathe_train)
endif()
