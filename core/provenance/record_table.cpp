// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/record_table.h"

#include <algorithm>
#include <map>
#include <set>
#include <utility>

#include <fmt/format.h>

#include "core/base/checksum.h"
#include "core/provenance/environment_difference.h"

namespace lathe::provenance {

namespace {

using config::Dict;
using config::Value;

constexpr const char* sets_path = "cpu.instruction_sets";

Value readable(const RepositoryState& state) {
    Dict facts{{"folder", state.root.string()}};
    if (!state.commit.empty()) facts.emplace_back("commit", state.commit);
    if (!state.branch.empty()) facts.emplace_back("branch", state.branch);
    facts.emplace_back("changed", state.dirty);
    // Two trees may be changed in different ways.
    if (!state.patch.empty()) facts.emplace_back("patch_checksum", checksum_of(state.patch));
    if (state.patch_truncated) facts.emplace_back("patch_truncated", true);
    if (state.untracked_left_out > 0) facts.emplace_back("untracked_left_out", state.untracked_left_out);
    if (!state.left_out.empty()) facts.emplace_back("left_out", fmt::format("{}", fmt::join(state.left_out, ", ")));
    if (!state.problem.empty()) facts.emplace_back("problem", state.problem);
    return facts;
}

Value readable(const Manifest& manifest) {
    Checksum sum;
    std::uint64_t bytes = 0;
    for (const ManifestFile& file : manifest.files) {
        bytes += file.size;
        sum.add(file.checksum + " " + std::to_string(file.size) + " " + file.path + "\n");
    }
    const auto count = static_cast<std::int64_t>(manifest.files.size()) + manifest.files_left_out;
    Dict facts{{"folder", manifest.folder}, {"files", count}, {"bytes", static_cast<std::int64_t>(bytes)}};
    facts.emplace_back("checksum", sum.hex());
    if (manifest.files_left_out > 0) facts.emplace_back("files_without_checksum", manifest.files_left_out);
    if (!manifest.unread.empty()) facts.emplace_back("unread", static_cast<std::int64_t>(manifest.unread.size()));
    return facts;
}

struct Leaf {
    std::string path;
    const Value* value;
};

void add_leaves(std::vector<Leaf>& leaves, const std::string& path, const Value& value) {
    if (!value.is_dict()) {
        leaves.push_back({path, &value});
        return;
    }
    for (const auto& [key, item] : value.as_dict())
        add_leaves(leaves, path.empty() ? key : config::join_path(path, key), item);
}

// What the records have below `path` when all that were recorded have the same; nullopt: they differ, or have none.
std::optional<Value> common(const std::vector<const Value*>& records, const char* path) {
    const Value* first = nullptr;
    for (const Value* record : records) {
        if (record == nullptr) continue;
        const Value* here = record->find(path);
        if (here == nullptr || (first != nullptr && !(*here == *first))) return std::nullopt;
        first = here;
    }
    return first != nullptr ? std::optional(*first) : std::nullopt;
}

RecordRow joined_sets(const std::vector<const Value*>& records, const Value& sets) {
    std::string names;
    for (const auto& [name, there] : sets.as_dict()) names += (names.empty() ? "" : " ") + name;
    RecordRow row{sets_path, {}};
    for (const Value* record : records)
        row.values.push_back(record != nullptr ? std::optional<Value>(names) : std::nullopt);
    return row;
}

int place_of_row(const RecordRow& row) {
    static const int other_libraries = explanatory_rank("libraries");
    const int rank = explanatory_rank(row.path);
    return rank == other_libraries ? 1000 : rank;
}

}  // namespace

Value readable_record(const Provenance& record) {
    Value all = comparable_environment(record.environment);
    if (!all.is_dict()) all = Value(Dict{});
    Dict code;
    std::map<std::string, int> seen;  // several of one name: NAME, NAME#2 ...
    for (const RepositoryState& state : record.repositories) {
        std::string name = state.root.filename().string();
        if (const int n = ++seen[name]; n > 1) name += "#" + std::to_string(n);
        code.emplace_back(std::move(name), readable(state));
    }
    Dict inputs;
    for (const auto& [option, manifest] : record.inputs) inputs.emplace_back(option, readable(manifest));
    if (!code.empty()) all.as_dict().emplace_back("code", std::move(code));
    if (!inputs.empty()) all.as_dict().emplace_back("inputs", std::move(inputs));
    return all;
}

std::vector<RecordRow> record_rows(const std::vector<const Value*>& records) {
    const auto sets = common(records, sets_path);
    const bool join_sets = sets && sets->is_dict();
    std::vector<RecordRow> rows;
    std::map<std::string, std::size_t> row_of;
    if (join_sets) rows.push_back(joined_sets(records, *sets));
    for (std::size_t i = 0; i < records.size(); ++i) {
        if (records[i] == nullptr) continue;
        std::vector<Leaf> leaves;
        add_leaves(leaves, {}, *records[i]);
        for (const Leaf& leaf : leaves) {
            if (join_sets && leaf.path.starts_with(sets_path)) continue;
            const auto [place, is_new] = row_of.emplace(leaf.path, rows.size());
            if (is_new) rows.push_back({leaf.path, std::vector<std::optional<Value>>(records.size())});
            rows[place->second].values[i] = *leaf.value;
        }
    }
    std::ranges::stable_sort(rows, {}, place_of_row);
    return rows;
}

}  // namespace lathe::provenance
