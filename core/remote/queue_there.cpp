// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/queue_there.h"

#include <chrono>

#include "core/base/text.h"
#include "core/remote/host_job.h"
#include "core/remote/message.h"
#include "core/remote/send_bundle.h"

namespace lathe::remote {

namespace {

constexpr std::chrono::milliseconds longest_look{5'000};
constexpr std::size_t most_said = 65536;  // bytes

// The last line of what a command said, without "error: ".
std::string last_words(std::string_view said) {
    std::string_view line = strip(said);
    line = line.substr(line.rfind('\n') + 1);
    constexpr std::string_view prefix = "error: ";
    if (line.starts_with(prefix)) line.remove_prefix(prefix.size());
    return harmless(line);
}

Result<std::string> run_to_end(HostJob& job, const HostJob::Start& start) {
    if (auto started = job.start(start); !started) return fail(started.error());
    std::string out;
    std::string err;
    while (true) {
        const auto news = job.follow(longest_look);
        if (!news) return fail(news.error());
        out += news->out;
        err += news->err;
        if (out.size() + err.size() > most_said) return fail("the other machine says more than a number");
        if (!news->is_over) continue;
        static_cast<void>(job.forget());
        if (news->exit_code == 0) return out;
        return fail(err.empty() ? "the other machine did not take the experiment" : last_words(err));
    }
}

}  // namespace

Result<QueuedThere> queue_there(Host& host, const std::filesystem::path& bundle, RunAs run_as) {
    const auto sent = send_bundle(host, bundle);
    if (!sent) return fail(sent.error());
    HostJob::Start add{{"queue", "add", bundle.filename().string()}, false, HostJob::Start::Upload{sent->checksum, 2}};
    if (run_as == RunAs::once) add.arguments.emplace_back("--once");
    HostJob adding(host);
    const auto number = run_to_end(adding, add);
    if (!number) return fail(number.error());
    // Where another runs the queue already, this one stands by and ends with it.
    HostJob running(host);
    if (auto started = running.start({{"queue", "run"}, false, {}}); !started) return fail(started.error());
    return QueuedThere{harmless(strip(*number)), sent->warnings};
}

}  // namespace lathe::remote
