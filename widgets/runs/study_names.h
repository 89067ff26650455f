// SPDX-License-Identifier: GPL-3.0-or-later
// The names by which studies that are shown together are told apart: each its own, and behind it, where two would be
// called the same, when it was started or which folder it has. Plain values.
#pragma once

#include <vector>

#include <QHash>
#include <QString>

#include "widgets/runs/review_data.h"

namespace lathe::gui {

class StudyNames {
  public:
    // What a study is called that nobody gave a name.
    enum class Own { experiment, folder };

    explicit StudyNames(Own own = Own::experiment) : own_(own) {}
    StudyNames(const std::vector<StudyPtr>& studies, Own own);

    QString of(const store::StudyRecord& study) const;

    friend bool operator==(const StudyNames&, const StudyNames&) = default;

  private:
    QString own(const store::StudyRecord& study) const;

    Own own_;
    QHash<QString, QString> told_;  // by folder: the names of those that would be called the same
};

}  // namespace lathe::gui
