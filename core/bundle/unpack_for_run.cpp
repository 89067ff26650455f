// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/bundle/unpack_for_run.h"

#include <algorithm>

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

// "": there is none.
std::string code_of(const Bundle& bundle) {
    const auto& code = bundle.manifest().code;
    if (code.size() <= 1) return code.empty() ? std::string() : code.front();
    return fmt::format("{} and {} more files", code.front(), code.size() - 1);
}

// Options of sbatch act in the person's name: they may give a job variables (LD_PRELOAD), or somebody mails.
bool has_options_of_sbatch(const fs::path& experiment) {
    const auto document = config::Document::load(experiment.string());
    const config::Value* args = document ? document->root().find("search.engine.args") : nullptr;
    return args != nullptr && args->is_list() && !args->as_list().empty();
}

Result<void> require_trust(const Bundle& bundle, const std::string& holds) {
    const auto trusted = is_trusted_bundle(bundle.id());
    if (!trusted) return fail(trusted.error());
    if (*trusted) return {};
    return fail_about(bundle.file(), "holds " + holds + ", and you have not said that you trust it",
                      "if you know who made it: lathectl trust " + shell_quoted(bundle.file().string()));
}

// The files of `folder` are those of the bundle, but for the record of a study, which goes on where it is: resume and
// reproduce write into it.
Result<void> check_unpacked(const Bundle& bundle, const fs::path& folder) {
    const bool is_study = bundle.manifest().kind == BundleKind::study;
    for (const ManifestFile& file : bundle.manifest().files) {
        if (is_study && store::is_of_record(file.path)) continue;
        const auto sum = checksum_of_file(folder / file.path);
        if (!sum || sum->hex != file.xxh3)
            return fail_about(folder / file.path, "was changed or removed since the bundle was unpacked",
                              "name that folder itself instead of the bundle, or remove it to unpack the bundle anew");
    }
    return {};
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
    std::error_code code;
    auto done = fs::exists(folder, code) ? check_unpacked(*bundle, folder) : bundle->unpack(folder);
    if (done && has_options_of_sbatch(folder / experiment_name))
        done = require_trust(*bundle, "options of sbatch (search.engine.args)");
    if (!done) return fail(done.error());
    return folder / experiment_name;
}

}  // namespace lathe::bundle
