// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/repository_record.h"

#include <utility>

#include "core/provenance/record_reader.h"

namespace lathe::provenance {

config::Value to_value(const RepositoryState& state) {
    config::Dict value{{"root", state.root.string()}};
    if (!state.commit.empty()) value.emplace_back("commit", state.commit);
    if (!state.branch.empty()) value.emplace_back("branch", state.branch);
    value.emplace_back("dirty", state.dirty);
    if (!state.patch.empty()) value.emplace_back("patch", state.patch);
    if (state.patch_truncated) value.emplace_back("patch_truncated", true);
    if (state.untracked_left_out > 0) value.emplace_back("untracked_left_out", state.untracked_left_out);
    if (state.untracked_incomplete) value.emplace_back("untracked_incomplete", true);
    if (!state.left_out.empty())
        value.emplace_back("left_out", config::List(state.left_out.begin(), state.left_out.end()));
    if (!state.problem.empty()) value.emplace_back("problem", state.problem);
    return value;
}

Result<RepositoryState> repository_from_value(const config::Value& value) {
    RecordReader reader("repository", value);
    RepositoryState state;
    state.root = reader.text("root");
    state.commit = reader.text("commit");
    state.branch = reader.text("branch");
    state.dirty = reader.boolean("dirty");
    state.patch = reader.text("patch");
    state.patch_truncated = reader.boolean("patch_truncated");
    state.untracked_left_out = reader.count("untracked_left_out");
    state.untracked_incomplete = reader.boolean("untracked_incomplete");
    state.left_out = reader.texts("left_out");
    state.problem = reader.text("problem");
    if (auto good = reader.check(); !good) return fail(std::move(good.error()));
    return state;
}

}  // namespace lathe::provenance
