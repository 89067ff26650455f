// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/unpack_for_run.h"

#include <algorithm>
#include <chrono>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "core/base/files.h"
#include "core/base/shell.h"
#include "core/bundle/bundle.h"
#include "core/bundle/bundle_trust.h"
#include "core/bundle/entry_name.h"
#include "core/bundle/file_checksum.h"
#include "core/config/document.h"
#include "core/store/study_record.h"

namespace lathe::bundle {

namespace {

tl::unexpected<Error> fail_about(const fs::path& path, std::string what, std::string hint) {
    Error error{std::move(what), std::move(hint)};
    error.file = path.string();
    return fail(std::move(error));
}

bool is_checkpoint(std::string_view path) {
    return store::is_of_record(path) && path.ends_with(".pt");
}

// What the bundle says of itself, and what a study that goes on would load whatever the bundle says of it. "": nothing.
std::string code_of(const Bundle& bundle) {
    std::vector<std::string> code = bundle.manifest().code;
    for (const ManifestFile& file : bundle.manifest().files)
        if (is_checkpoint(file.path) && std::ranges::find(code, file.path) == code.end()) code.push_back(file.path);
    if (code.size() <= 1) return code.empty() ? std::string() : code.front();
    return fmt::format("{} and {} more files", code.front(), code.size() - 1);
}

// What an experiment does in the person's name, whether its bundle calls that code or not; "": nothing.
std::string acts_of(const fs::path& experiment) {
    const auto document = config::Document::load(experiment.string());
    if (!document) return {};
    const config::Value* program = document->root().get("trial");
    if (program != nullptr && !program->is_null()) return "a command (trial)";
    // They may give a job variables (LD_PRELOAD), or somebody mails.
    const config::Value* args = document->root().find("search.engine.args");
    const bool has_options = args != nullptr && args->is_list() && !args->as_list().empty();
    return has_options ? "options of sbatch (search.engine.args)" : "";
}

Result<void> require_trust(const Bundle& bundle, const std::string& holds) {
    const auto trusted = is_trusted_bundle(bundle.id());
    if (!trusted) return fail(trusted.error());
    if (*trusted) return {};
    return fail_about(bundle.file(), "holds " + holds + ", and you have not said that you trust it",
                      "if you know who made it: lathectl trust " + shell_quoted(bundle.file().string()));
}

// An experiment but for what a study that goes on writes into it: its limits, and who runs its trials.
config::Value without_limits(config::Value experiment) {
    for (const char* key : {"search.max_trials", "search.concurrency", "search.max_duration", "search.engine.name"})
        experiment.erase(key);
    for (const char* key : {"search.engine", "search"})
        if (const config::Value* left = experiment.find(key); left != nullptr && *left == config::Value(config::Dict{}))
            experiment.erase(key);
    return experiment;
}

bool has_other_limits_alone(const Bundle& bundle, const fs::path& experiment) {
    const auto packed = bundle.text_of(experiment_name);
    const auto here = config::Document::load(experiment.string());
    const auto there = packed ? config::Document::parse(*packed) : fail(packed.error());
    return here && there && without_limits(here->root()) == without_limits(there->root());
}

// The record of a study goes on where it is: resume and reproduce write into it. Beside a trial alone only what became
// of its repetition is written.
bool is_written_here(BundleKind kind, std::string_view path) {
    switch (kind) {
        case BundleKind::study: return store::is_of_record(path);
        case BundleKind::trial: return path == std::string(trial_record_name) + "/reproduction.json";
        case BundleKind::experiment: break;
    }
    return false;
}

// The files of `folder` are those of the bundle, but for what is_written_here().
Result<void> check_unpacked(const Bundle& bundle, const fs::path& folder) {
    const bool is_study = bundle.manifest().kind == BundleKind::study;
    for (const ManifestFile& file : bundle.manifest().files) {
        if (is_written_here(bundle.manifest().kind, file.path)) continue;
        const auto sum = checksum_of_file(folder / file.path);
        if (sum && sum->hex == file.xxh3) continue;
        if (is_study && file.path == experiment_name && has_other_limits_alone(bundle, folder / file.path)) continue;
        return fail_about(folder / file.path, "was changed or removed since the bundle was unpacked",
                          "name that folder itself instead of the bundle, or remove it to unpack the bundle anew");
    }
    return {};
}

// What processes that were killed have left beside it. A day is longer than anybody takes to unpack one.
void remove_half_unpacked(const fs::path& folder) {
    const std::string start = folder.filename().string() + ".";
    std::error_code code;
    std::vector<fs::path> old;
    for (fs::directory_iterator it(folder.parent_path(), code), end; !code && it != end; it.increment(code)) {
        std::error_code gone;
        const auto written = fs::last_write_time(it->path(), gone);
        const bool is_old = !gone && fs::file_time_type::clock::now() - written > std::chrono::hours(24);
        if (is_old && it->path().filename().string().starts_with(start)) old.push_back(it->path());
    }
    for (const fs::path& one : old) fs::remove_all(one, code);
}

// Of several processes that come at once, such as the jobs of an array, one unpacks and all go on.
Result<void> unpack_once(const Bundle& bundle, const fs::path& folder) {
    std::error_code code;
    if (fs::exists(folder, code)) return check_unpacked(bundle, folder);
    remove_half_unpacked(folder);
    auto done = bundle.unpack(folder);
    return !done && fs::exists(folder, code) ? check_unpacked(bundle, folder) : done;
}

}  // namespace

Result<fs::path> unpack_for_run(const fs::path& bundle_file, const fs::path& workspace) {
    const auto bundle = Bundle::open(bundle_file);
    if (!bundle) return fail(bundle.error());
    const Manifest& manifest = bundle->manifest();
    if (std::ranges::find(manifest.files, experiment_name, &ManifestFile::path) == manifest.files.end())
        return fail_about(bundle_file, fmt::format("holds no {}", experiment_name), "export the experiment again");
    if (const std::string code = code_of(*bundle); !code.empty())
        if (auto trusted = require_trust(*bundle, "code (" + code + ")"); !trusted) return fail(trusted.error());
    const fs::path folder = workspace / "bundles" / (as_entry_name(manifest.name) + "-" + bundle->id().substr(0, 12));
    auto done = unpack_once(*bundle, folder);
    if (const std::string acts = done ? acts_of(folder / experiment_name) : ""; !acts.empty())
        done = require_trust(*bundle, acts);
    if (!done) return fail(done.error());
    return folder / experiment_name;
}

}  // namespace lathe::bundle
