# SPDX-License-Identifier: GPL-3.0-or-later
# What the checksum of a data file costs over reading it, and what the facts of a run cost.
lathe_bench(bench_checksum lathe_provenance)
