// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/provenance/provenance.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "core/base/json.h"
#include "core/base/text.h"
#include "core/provenance/record_reader.h"
#include "core/provenance/repository_record.h"

namespace lathe::provenance {

namespace {

using config::Dict;
using config::List;
using config::Value;

// In place of "patch" in the file: patches need not be UTF-8, and people want to apply them.
constexpr const char* patch_file = "patch_file";

Result<fs::path> folder_for(const fs::path& study, const std::string& name) {
    if (name.empty() || name.starts_with('.') || name.find('/') != std::string::npos ||
        name.find('\0') != std::string::npos)
        return fail("expected a name for the record of provenance, found \"" + name + "\"",
                    "give one without '/' that does not begin with '.'");
    return study / "provenance";
}

std::string patch_name(const std::string& name, std::size_t index) {
    return name + "-" + std::to_string(index + 1) + ".patch";
}

// Whether a file of the folder is the record of that name, or one of its patches: patch_name().
bool is_file_of(std::string_view file, const std::string& name) {
    if (file == name + ".json") return true;
    constexpr std::string_view patch = ".patch";
    if (!file.starts_with(name + "-") || !file.ends_with(patch)) return false;
    file.remove_suffix(patch.size());
    const auto number = file.substr(std::min(name.size() + 1, file.size()));
    return !number.empty() && std::ranges::all_of(number, is_digit);
}

Error at_file(Error error, const fs::path& file) {
    if (error.file.empty()) error.file = file.string();
    return error;
}

}  // namespace

std::string last_record(const fs::path& study, const std::string& but) {
    std::string last;
    std::error_code code;
    for (fs::directory_iterator it(study / "provenance", code), end; !code && it != end; it.increment(code)) {
        const std::string name = it->path().stem().string();
        if (it->path().extension() == ".json" && name != but) last = std::max(last, name);
    }
    return last;
}

std::vector<fs::path> files_of_record(const fs::path& study, const std::string& name) {
    std::vector<fs::path> files;
    std::error_code code;
    for (fs::directory_iterator it(study / "provenance", code), end; !code && it != end; it.increment(code)) {
        std::error_code ignored;
        if (is_file_of(it->path().filename().string(), name) && it->is_regular_file(ignored))
            files.push_back(it->path());
    }
    std::ranges::sort(files);
    return files;
}

Value to_value(const Provenance& provenance) {
    List repositories;
    for (const auto& state : provenance.repositories) repositories.push_back(to_value(state));
    Dict value{{"environment", provenance.environment}, {"repositories", std::move(repositories)}};
    Dict inputs;
    for (const auto& [option, manifest] : provenance.inputs) inputs.emplace_back(option, to_value(manifest));
    value.emplace_back("inputs", std::move(inputs));
    return value;
}

Result<Provenance> provenance_from_value(const Value& value) {
    RecordReader reader("provenance", value);
    Provenance provenance;
    if (const auto* environment = value.get("environment")) provenance.environment = *environment;
    for (const auto& item : reader.items("repositories")) {
        auto state = repository_from_value(item);
        if (!state) return fail(std::move(state.error()));
        provenance.repositories.push_back(std::move(*state));
    }
    if (auto good = reader.check(); !good) return fail(std::move(good.error()));
    const auto* inputs = value.get("inputs");
    if (inputs != nullptr && !inputs->is_dict()) return fail("the record of provenance: inputs is no mapping");
    if (inputs == nullptr) return provenance;
    for (const auto& [option, written] : inputs->as_dict()) {
        auto manifest = manifest_from_value(written);
        if (!manifest) return fail(std::move(manifest.error()));
        provenance.inputs.emplace(option, std::move(*manifest));
    }
    return provenance;
}

Result<void> Provenance::save(const fs::path& study, const std::string& name) const {
    const auto folder = folder_for(study, name);
    if (!folder) return fail(folder.error());
    if (auto made = make_folders(*folder); !made) return made;
    Value value = to_value(*this);
    for (std::size_t i = 0; i < repositories.size(); ++i) {
        if (repositories[i].patch.empty()) continue;
        const std::string file = patch_name(name, i);
        if (auto done = write_file_atomically(*folder / file, repositories[i].patch); !done) return done;
        Value& state = value.get("repositories")->as_list()[i];
        state.erase("patch");
        state.set(patch_file, file);
    }
    return write_file_atomically(*folder / (name + ".json"), dump_json(config::to_json(value), 1) + "\n");
}

Result<Provenance> Provenance::load(const fs::path& study, const std::string& name) {
    const auto folder = folder_for(study, name);
    if (!folder) return fail(folder.error());
    const fs::path file = *folder / (name + ".json");
    const auto text = read_file(file);
    if (!text) return fail(text.error());
    const auto json = parse_json(*text, file.string());
    if (!json) return fail(json.error());
    auto provenance = provenance_from_value(config::from_json(*json));
    if (!provenance) return fail(at_file(std::move(provenance.error()), file));
    for (std::size_t i = 0; i < provenance->repositories.size(); ++i) {
        const auto& state = (*json)["repositories"][i];
        if (!state.contains(patch_file)) continue;
        // By its number, not by what the record says: a record must not name files outside of its folder.
        auto patch = read_file(*folder / patch_name(name, i));
        auto& repository = provenance->repositories[i];
        if (patch) repository.patch = std::move(*patch);
        else repository.problem = patch.error().str();
        repository.patch_truncated = repository.patch_truncated || !patch;
    }
    return provenance;
}

std::vector<RepositoryState> read_repositories(const std::vector<fs::path>& paths, const RepositoryLimits& limits) {
    std::vector<RepositoryState> states;
    for (const auto& path : paths) {
        const auto head = read_repository_head(path);
        if (head && !*head) continue;
        RepositoryState known;  // without what differs
        known.root = head ? (*head)->root : path;
        if (std::ranges::find(states, known.root, &RepositoryState::root) != states.end()) continue;
        if (head) known.commit = (*head)->commit;
        if (head) known.branch = (*head)->branch;
        auto state = head ? read_repository(path, limits) : fail(head.error());
        if (state && *state) known = std::move(**state);
        else if (!state) known.problem = state.error().str();
        states.push_back(std::move(known));
    }
    return states;
}

}  // namespace lathe::provenance
