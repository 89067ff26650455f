# SPDX-License-Identifier: GPL-3.0-or-later
# What recording a trial's use of its machine costs.
lathe_bench(bench_usage lathe_run)
