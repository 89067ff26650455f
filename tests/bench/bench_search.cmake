# SPDX-License-Identifier: GPL-3.0-or-later
# Time of the tuners and of importance, beside Optuna's.
lathe_bench(bench_search lathe_search)
