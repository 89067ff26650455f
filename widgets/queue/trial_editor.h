// SPDX-License-Identifier: GPL-3.0-or-later
// Clone a trial with other values: one field a parameter, checked against the search space. Not modal. GUI thread.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <QDialog>

#include "core/space/space.h"

class QLabel;
class QLineEdit;
class QPushButton;

namespace lathe::gui {

class TrialEditor : public QDialog {
    Q_OBJECT

  public:
    // `space` may be empty: then any values are taken.
    TrialEditor(int number, const space::Params& params, space::Space space, QWidget* parent = nullptr);

  Q_SIGNALS:
    void paramsChosen(const lathe::space::Params& params);

  private:
    void check();
    void choose();

    space::Space space_;
    space::Params params_;
    std::vector<std::pair<std::string, QLineEdit*>> fields_;
    QLabel* problem_;
    QPushButton* add_;
};

// What was typed as YAML ("0.01", "[1, 2]", "adam").
Result<config::Value> parseValue(const QString& text);

}  // namespace lathe::gui
