// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/checkpoint.h"

#include <algorithm>
#include <vector>

#include "core/base/files.h"

namespace lathe::train {

Result<State> read_checkpoint(const fs::path& path) {
    const auto bytes = read_file(path, max_checkpoint_size);
    if (!bytes) return fail(bytes.error());
    auto state = decode(*bytes);
    if (!state) {
        Error error = state.error();
        error.file = path.string();
        return fail(std::move(error));
    }
    return state;
}

Result<void> write_checkpoint(const fs::path& path, const State& state) {
    if (auto made = make_folders(path.parent_path()); !made) return made;
    return write_file_atomically(path, encode(state));
}

std::optional<FoundCheckpoint> newest_checkpoint(const fs::path& folder,
                                                 const std::function<void(const std::string&)>& say) {
    struct Candidate {
        fs::file_time_type time;
        fs::path path;
    };
    std::vector<Candidate> candidates;
    std::error_code ignored;
    for (const auto& entry : fs::directory_iterator(folder, ignored)) {
        if (entry.path().extension() != ".pt" || entry.path().filename() == "start.pt" ||
            !entry.is_regular_file(ignored))
            continue;
        candidates.push_back({entry.last_write_time(ignored), entry.path()});
    }
    std::sort(candidates.begin(), candidates.end(), [](const Candidate& a, const Candidate& b) {
        const bool a_last = a.path.filename() == "last.pt";
        const bool b_last = b.path.filename() == "last.pt";
        return a_last != b_last ? a_last : a.time > b.time;
    });
    for (const Candidate& candidate : candidates) {
        auto state = read_checkpoint(candidate.path);
        if (state) return FoundCheckpoint{candidate.path, std::move(*state)};
        say("checkpoint passed over: " + state.error().str());
    }
    return std::nullopt;
}

}  // namespace lathe::train
