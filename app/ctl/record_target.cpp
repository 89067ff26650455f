// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/ctl/record_target.h"

#include "core/base/files.h"
#include "core/bundle/bundle.h"
#include "core/bundle/unpack_for_run.h"
#include "core/store/workspace.h"

namespace lathe::ctl {

Result<fs::path> find_record(const Program& program, const std::string& target) {
    std::error_code code;
    if (!bundle::is_bundle_name(target) || !fs::is_regular_file(target, code))
        return store::Workspace(program.workspace).find(target);
    return bundle::unpack_for_run(target, program.workspace).map([](const fs::path& experiment) {
        return experiment.parent_path();
    });
}

Result<std::vector<store::ExportedStudy>> exported_studies(const Program& program,
                                                           const std::vector<std::string>& targets) {
    std::vector<store::ExportedStudy> studies;
    for (const auto& target : targets) {
        const auto folder = store::Workspace(program.workspace).find(target);
        if (!folder) return fail(folder.error());
        const auto place = store::place_of(*folder);
        store::ExportedStudy one{place.study, std::nullopt};
        if (place.trial) one.trials = std::set{*place.trial};
        studies.push_back(std::move(one));
    }
    return studies;
}

}  // namespace lathe::ctl
