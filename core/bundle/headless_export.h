// SPDX-License-Identifier: GPL-3.0-or-later
// An experiment, a study or a trial for another machine, in each of the forms that there are: planned first, so that it
// can be looked at, and written then. Any thread.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "core/base/error.h"
#include "core/bundle/bundle.h"
#include "core/bundle/bundle_plan.h"
#include "core/config/schema.h"

namespace lathe::bundle {

// What an experiment is written as for the other machine.
enum class HeadlessFormat : std::uint8_t { bundle, docker, conda, slurm };
// The word for the format after `lathectl export --to`.
std::string_view name_of(HeadlessFormat format);

// The format with this name, as name_of() gives it; nullopt: there is none.
std::optional<HeadlessFormat> headless_format(std::string_view name);

// What is exported, and as what.
struct HeadlessExport {
    std::filesystem::path source;  // an experiment file, or the folder of a study or of one of its trials
    HeadlessFormat format = HeadlessFormat::bundle;
    // The file that is going to be written, from whose folder a text names the experiment; empty: the current folder.
    std::filesystem::path output;
    bool with_data = false;  // of a bundle: the data that the experiment reads, too
};

// All that a bundle holds, with what makes it run without knowing Lathe; of the other formats the one text that is
// written. Refuses to write over the experiment itself,
// and a bundle under a name that `lathectl run` would not take for one.
tl::expected<BundlePlan, Errors> plan_headless(const HeadlessExport& wanted, const config::Catalog& catalog);

// Writes what was planned to `wanted.output`, which appears whole or stays as it was. Of a bundle it gives the id.
Result<std::string> write_headless(const BundlePlan& plan, const HeadlessExport& wanted,
                                   const WriteProgress& progress = {});

}  // namespace lathe::bundle
