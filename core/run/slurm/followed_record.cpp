// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/run/slurm/followed_record.h"

#include <string>

#include "core/base/files.h"
#include "core/run/wire.h"

namespace lathe::run::slurm {

FollowedRecord::FollowedRecord(int trial, const TalkFolder& talk, Progress& progress, Mailbox& mailbox)
    : trial_(trial),
      progress_file_(talk.progress()),
      progress_(progress),
      mailbox_(mailbox),
      events_(talk.trial_folder()),
      log_(talk.trial_folder() / "log.txt") {
    events_.poll();
    take_log(false);
}

void FollowedRecord::poll() {
    for (const auto& [name, points] : events_.poll()) mailbox_.put({trial_, name}, points);
    take_log(true);
    const auto text = read_file(progress_file_);
    const auto json = text ? parse_json(*text) : fail("");
    if (!json) return;
    try {
        take_news(*json, trial_, progress_, mailbox_);
    } catch (const Json::exception&) {  // of another version: there is none to show
    }
}

void FollowedRecord::take_log(bool tell) {
    while (log_.read_more()) {
        const std::string& text = log_.waiting();
        std::size_t begin = 0;
        for (auto end = text.find('\n'); end != std::string::npos; end = text.find('\n', begin)) {
            if (tell) mailbox_.put_log(trial_, text.substr(begin, end - begin));
            begin = end + 1;
        }
        log_.take(begin);
    }
}

}  // namespace lathe::run::slurm
