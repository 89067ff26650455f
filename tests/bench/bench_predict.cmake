# SPDX-License-Identifier: GPL-3.0-or-later
# Predictions of a trained model against its network alone.
if(LATHE_TRAIN)
  lathe_bench(bench_predict lathe_train)
endif()
