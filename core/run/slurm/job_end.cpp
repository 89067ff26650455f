// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/slurm/job_end.h"

#include <signal.h>
#include <algorithm>
#include <array>
#include <string_view>
#include <utility>

#include "core/base/numbers.h"
#include "core/run/child_process.h"

namespace lathe::run::slurm {

namespace {

// "CANCELLED by 1000": the first word.
std::string_view word_of(const JobFate& fate) {
    return std::string_view(fate.state).substr(0, fate.state.find(' '));
}

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
    return std::ranges::find(words, word) != words.end();
}

struct Exit {
    int code = 0;
    int signal = 0;
};
// "1:0", "0:11". srun tells the signal that has ended a task as a shell does: 128 and its number.
Exit exit_of(const JobFate& fate) {
    const std::string_view text = fate.exit_code;
    const auto colon = std::min(text.find(':'), text.size());
    Exit exit{parse_number<int>(text.substr(0, colon)).value_or(0),
              parse_number<int>(text.substr(std::min(colon + 1, text.size()))).value_or(0)};
    constexpr int by_signal = 128;
    if (exit.signal == 0 && exit.code > by_signal) exit.signal = std::exchange(exit.code, 0) - by_signal;
    return exit;
}

}  // namespace

bool waits(std::string_view state) {
    return is_one_of(state, {"PENDING", "CONFIGURING", "REQUEUED", "REQUEUE_FED", "REQUEUE_HOLD", "SPECIAL_EXIT"});
}

JobEnd end_of(const JobFate& fate) {
    const auto word = word_of(fate);
    // What the accounting calls REQUEUED is an earlier run of the job.
    if (is_one_of(word, {"", "NODE_FAIL", "PREEMPTED", "BOOT_FAIL", "REQUEUED", "REVOKED"})) return JobEnd::lost;
    if (waits(word) ||
        is_one_of(word, {"RUNNING", "SUSPENDED", "COMPLETING", "RESIZING", "SIGNALING", "STAGE_OUT", "STOPPED"}))
        return JobEnd::none;
    if (word == "FAILED" && fate.exit_code == std::to_string(exit_unsaid) + ":0") return JobEnd::lost;
    return JobEnd::failed;
}

bool was_given_up(const JobFate& fate) {
    return is_one_of(word_of(fate), {"CANCELLED", "DEADLINE"});
}

bool was_killed(const JobFate& fate) {
    return exit_of(fate).signal == SIGKILL;
}

std::string why_failed(const JobFate& fate) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 4> hints{
        {{"OUT_OF_MEMORY", "; ask for more memory: search.engine.args: [--mem=8G]"},
         {"TIMEOUT", "; it did not stop in time: search.engine.time is too short for it"},
         {"DEADLINE", "; the deadline given in search.engine.args has passed"},
         {"COMPLETED", ", but its worker did not say how the trial ended"}}};
    std::string why = "Slurm ended its job: " + fate.state;
    const auto word = word_of(fate);
    for (const auto& [state, hint] : hints)
        if (word == state) return why + std::string(hint);
    if (word != "FAILED") return why;
    const auto [code, signal] = exit_of(fate);
    if (signal > 0) return why + ", " + describe_signal(signal);
    return code > 0 ? why + ", exit code " + std::to_string(code) : why;
}

}  // namespace lathe::run::slurm
