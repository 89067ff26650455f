// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace lathe::run {

// There is no window here: from now on yield_to_the_window() leaves threads the priority that this program was started
// with (a shell's, nice's, that of the window which started it). To be called before any thread is started.
void keep_own_priority();

// Lowers the calling thread's priority, and with it that of the threads it starts later (OpenMP's), below the window's,
// so that training on every core never makes the window stutter.
void yield_to_the_window();

// The same and more, of the disk as well: for work that must not slow a training down.
void give_way_to_training();

}  // namespace lathe::run
