# SPDX-License-Identifier: GPL-3.0-or-later
# Time of whole processes: the window shown, past runs listed.
lathe_bench(bench_start lathe_core)
