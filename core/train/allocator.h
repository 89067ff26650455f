// SPDX-License-Identifier: GPL-3.0-or-later
// How this process gets memory from the system.
#pragma once

namespace lathe::train {

// Has malloc keep what is freed, up to 64 MB a thread, for the next batch. As glibc begins, large blocks go back to the
// system each time and come again as new pages, whose first writes cost more than what is computed in them: a factor of
// 4 on a small network, and threads that prepare batches wait for each other in the kernel. These are the limits that
// glibc comes to by itself once something large was freed. Any thread; elsewhere than with glibc nothing happens.
void keep_freed_memory();

}  // namespace lathe::train
