// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/bundle_commands.h"

#include <cstdio>

#include "app/ctl/command_output.h"
#include "core/base/files.h"
#include "core/base/output_stream.h"
#include "core/base/plural.h"
#include "core/bundle/bundle.h"
#include "core/bundle/bundle_trust.h"
#include "core/bundle/headless_export.h"
#include "core/store/workspace.h"

namespace lathe::ctl {

namespace {

// What is exported: an experiment file, or the folder of a study or trial.
Result<fs::path> find_target(const Program& program, const std::string& target) {
    std::error_code code;
    if (fs::is_regular_file(target, code)) return fs::path(target);
    return store::Workspace(program.workspace).find(target);
}

}  // namespace

bool is_headless_format(const std::string& format) {
    return bundle::headless_format(format).has_value();
}

void export_headless(Program& program, const HeadlessExportOptions& options) {
    const auto path = find_target(program, options.target);
    if (!path) return program.error(path.error());
    const bool is_stream = options.output.empty() || is_output_stream(options.output);
    // What a stream becomes is in this folder, as far as anybody knows.
    const bundle::HeadlessExport wanted{*path, *bundle::headless_format(options.format),
                                        is_stream ? fs::path() : fs::path(options.output), options.with_data};
    const bool is_bundle = wanted.format == bundle::HeadlessFormat::bundle;
    if (is_bundle && is_stream)
        return program.error(Error{"a bundle is a file, and goes into no stream", "name it: -o NAME.lathe.tar.zst"});
    const auto plan = bundle::plan_headless(wanted, *program.catalog);
    if (!plan) return program.errors(plan.error());
    for (const std::string& warning : plan->warnings) std::fprintf(stderr, "warning: %s\n", warning.c_str());
    if (is_stream) {
        write_result(program, options.output, plan->files.front().text);
        return;
    }
    const auto id = bundle::write_headless(*plan, wanted);
    if (!id) return say_unwritten(program, id.error());
    if (is_bundle)
        std::fprintf(stderr, "%s: %s, %s unpacked, id %s\n", options.output.c_str(),
                     counted(plan->files.size(), "file").c_str(), counted(plan->total_size(), "byte").c_str(),
                     id->c_str());
}

void trust_bundle_file(Program& program, const fs::path& file, bool remove) {
    const auto opened = bundle::Bundle::open(file);
    if (!opened) return program.error(opened.error());
    const auto done = remove ? bundle::distrust_bundle(opened->id()) : bundle::trust_bundle(opened->id());
    if (!done) return program.error(done.error());
    for (const std::string& code : opened->manifest().code)
        std::fprintf(stderr, "%s: %s\n", remove ? "trusted no longer" : "trusted", code.c_str());
}

}  // namespace lathe::ctl
