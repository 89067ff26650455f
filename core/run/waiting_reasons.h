// SPDX-License-Identifier: GPL-3.0-or-later
// Why a trial waits, where the study decides it: sentences without their subject, "{}" for what is filled in. A window
// finds them in this list to say them in another language; what a device or a cluster says is their own.
#pragma once

namespace lathe::run::waiting {

inline constexpr const char* for_the_running = "waits for the running trial to end";
inline constexpr const char* for_one_of = "waits for one of the {} running trials to end";
inline constexpr const char* for_its_turn = "waits for its turn";
inline constexpr const char* paused = "the search is paused";
inline constexpr const char* stopping = "the study is being stopped";
inline constexpr const char* no_more = "is not begun: the search stops after the running trials";
inline constexpr const char* out_of_time = "is not begun: the time given by max_duration is up";
inline constexpr const char* at_rest = "begins when the study is resumed";
inline constexpr const char* interrupted = "was stopped at step {}, and goes on when the study is resumed";

inline constexpr const char* all[] = {for_the_running, for_one_of,  for_its_turn, paused,     stopping,
                                      no_more,         out_of_time, at_rest,      interrupted};

}  // namespace lathe::run::waiting
