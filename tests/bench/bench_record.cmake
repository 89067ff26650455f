# SPDX-License-Identifier: GPL-3.0-or-later
# What reporting a metric costs the training thread.
lathe_bench(bench_record lathe_run)
