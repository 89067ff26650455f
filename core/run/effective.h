// effective.json: an experiment as it was really run, with the overrides of the command line or the window applied.
// experiment.yaml beside it is what the person wrote; a resumed study goes on with this one, and with
// the space of experiment.yaml when that was edited since.
#pragma once

#include <filesystem>

#include "core/run/study_kind.h"
#include "core/search/experiment.h"

namespace lathe::run {

struct Effective {
    search::Experiment experiment;  // `text` is experiment.yaml's
    StudyKind kind = StudyKind::single_trial;
    bool edited = false;  // experiment.yaml is not what it was when this was saved
};

Result<void> save_effective(const std::filesystem::path& study_folder, const Effective& effective);
Result<Effective> load_effective(const std::filesystem::path& study_folder);
// Of an edited experiment.yaml: its space becomes that of the study, and is saved. Fails with every
// mistake in it, and with all that does not fit the config.
tl::expected<void, Errors> take_edited_space(const std::filesystem::path& study_folder, Effective& effective,
                                             const config::Catalog& catalog);

}  // namespace lathe::run
