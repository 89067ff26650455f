#include "core/run/slurm/job_end.h"

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

bool was_cancelled(const JobFate& fate) {
    return word_of(fate) == "CANCELLED";
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
    const auto colon = fate.exit_code.find(':');
    const auto code = parse_number<int>(std::string_view(fate.exit_code).substr(0, colon)).value_or(0);
    const auto signal = colon != std::string::npos
                            ? parse_number<int>(std::string_view(fate.exit_code).substr(colon + 1)).value_or(0)
                            : 0;
    if (signal > 0) return why + ", " + describe_signal(signal);
    return code > 0 ? why + ", exit code " + std::to_string(code) : why;
}

}  // namespace lathe::run::slurm
