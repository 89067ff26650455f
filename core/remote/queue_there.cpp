// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/remote/queue_there.h"

#include "core/base/text.h"
#include "core/remote/message.h"
#include "core/remote/run_there.h"

namespace lathe::remote {

namespace {

Result<std::string> add_and_run(Host& host, const HostJob::Start& add) {
    const auto number = run_there(host, add);
    if (!number) return fail(number.error());
    // Where another runs the queue already, this one stands by and ends with it.
    HostJob running(host);
    if (auto started = running.start({{"queue", "run"}, {}, {}}); !started) return fail(started.error());
    return harmless(strip(*number));
}

}  // namespace

Result<QueuedThere> queue_there(Host& host, const ToQueue& wanted, const SendProgress& progress) {
    const auto sent = send_bundle(host, wanted.bundle, progress);
    if (!sent) return fail(sent.error());
    HostJob::Start add{
        {"queue", "add", wanted.bundle.filename().string()}, {}, HostJob::Start::Upload{sent->checksum, 2}};
    add.arguments.insert(add.arguments.end(), wanted.overrides.begin(), wanted.overrides.end());
    if (wanted.run_as == RunAs::once) add.arguments.emplace_back("--once");
    const auto number = add_and_run(host, add);
    if (number) return QueuedThere{*number, sent->warnings};
    Error error = number.error();
    if (error.kind == connection_lost || sent->warnings.empty()) return fail(std::move(error));
    // That it lacks data comes first: it is likely why it was refused, and says what to do.
    error.what = sent->warnings.front() + " (" + error.what + ")";
    error.hint.clear();
    error.kind = data_missing;
    return fail(std::move(error));
}

Result<QueuedThere> queue_again(Host& host, const std::string& record) {
    const auto number = add_and_run(host, {{"queue", "add", record}, {}, {}});
    if (!number) return fail(number.error());
    return QueuedThere{*number, {}};
}

}  // namespace lathe::remote
