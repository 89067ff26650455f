# SPDX-License-Identifier: GPL-3.0-or-later
# What Lathe adds to a program that is a trial: its start, its end, the way of a metric to the window.
lathe_bench(bench_program lathe_run)
add_dependencies(bench_program lathe-supervise)
