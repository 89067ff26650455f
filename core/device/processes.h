// SPDX-License-Identifier: GPL-3.0-or-later
// Which processes are our own: a search's trials must not make a GPU look used by others.
#pragma once

namespace lathe::device {

// Whether `pid` is this process, one of its process group, or a descendant (worker processes have groups of their own).
// Reads /proc.
bool is_own_process(int pid);

// Whether `pid` is `ancestor` itself, or a process that it started, directly or not. Reads /proc.
bool is_process_of(int pid, int ancestor);

// Whether /proc shows it. NVML tells of processes outside this container, too; those are not shown.
bool is_visible_process(int pid);

}  // namespace lathe::device
