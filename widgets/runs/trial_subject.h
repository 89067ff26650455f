// SPDX-License-Identifier: GPL-3.0-or-later
// A trial as the filter sees it. No Qt.
#pragma once

#include <memory>
#include <set>
#include <string>
#include <vector>

#include "core/store/study_record.h"
#include "widgets/runs/trial_filter.h"

namespace lathe::gui {

// Names: the parameters ("opt.lr"), the metrics' last values ("val_loss"; the objective as the experiment counts it),
// and "trial", "state", "device", "error", "steps", "epochs", "objective", "duration" (seconds), "study", "folder",
// "tuner", "from" (records that it came from) and "how" (derived, clone, ...); and what people said of the trial or of
// its study: "tags", "name", "note", "starred". In its text a tag stands as "tag:paper". Refers to its arguments.
class TrialSubject : public FilterSubject {
  public:
    TrialSubject(const store::StudyRecord& study, const store::TrialRecord& trial);
    std::optional<config::Value> value(std::string_view name) const override;
    const std::string& text() const override { return text_; }

    // Every name that a trial of these studies has.
    static std::set<std::string> names(const std::vector<std::shared_ptr<const store::StudyRecord>>& studies);

  private:
    std::optional<config::Value> mark(std::string_view name) const;
    std::optional<config::Value> origin(std::string_view name) const;

    const store::StudyRecord& study_;
    const store::TrialRecord& trial_;
    std::string text_;
};

}  // namespace lathe::gui
