# SPDX-License-Identifier: GPL-3.0-or-later
lathe_bench(bench_agreement Qt6::Core)
add_dependencies(bench_agreement oracle core.config)
