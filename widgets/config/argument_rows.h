// SPDX-License-Identifier: GPL-3.0-or-later
// The arguments of the chosen tuner or assessor, an editor for each that fits its type. Each change is an edit of the
// file; what has its default is not written.
#pragma once

#include <vector>

#include <QWidget>

#include "core/config/schema.h"

class QFormLayout;

namespace lathe::gui {

class ExperimentDocument;

class ArgumentRows : public QWidget {
    Q_OBJECT

  public:
    // `role`: "tuner" or "assessor", the block below `search:`.
    ArgumentRows(ExperimentDocument& document, const QString& role, QWidget* parent);

    // Those of the algorithm `name`, with the values that the file has; none: no rows.
    void showArguments(const QString& name, const std::vector<config::Option>& arguments);

  private:
    void addRow(const config::Option& option);

    ExperimentDocument& document_;
    QString role_;
    QString shown_;  // the algorithm that the rows were made for
    QFormLayout* rows_;
};

}  // namespace lathe::gui
