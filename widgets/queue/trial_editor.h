// SPDX-License-Identifier: GPL-3.0-or-later
// Clone a trial with other values: a field for each parameter of the search and for each other option of the trial's
// config. What the schema refuses cannot be added; what lies outside the search space can, and the dialog says so. Not
// modal. GUI thread.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include <QDialog>

#include "core/config/schema.h"
#include "core/space/space.h"

class QGridLayout;
class QLabel;
class QLineEdit;
class QPushButton;

namespace lathe::gui {

// What a trial ran with. Both empty: only its parameters are known.
struct TrialOptions {
    config::Schema schema;
    config::Value config{config::Dict{}};  // resolved
};

class TrialEditor : public QDialog {
    Q_OBJECT

  public:
    // `space` may be empty: then any values are taken.
    TrialEditor(int number, const space::Params& params, space::Space space, const TrialOptions& options,
                QWidget* parent = nullptr);

  Q_SIGNALS:
    // The parameters, and those of the other options that were changed.
    void paramsChosen(const lathe::space::Params& params);

  private:
    struct Row {
        std::string key;
        std::optional<config::Option> option;
        config::Value before;
        bool isParameter = false;  // the trial to be cloned has it among its parameters
        QLabel* label = nullptr;
        QLineEdit* field = nullptr;
        QLabel* range = nullptr;
    };

    QWidget* makeRows(const space::Params& params, const TrialOptions& options);
    void addHeading(QGridLayout* grid, const QString& text);
    void addRow(QGridLayout* grid, Row row);
    std::optional<config::Option> optionOf(const std::string& key, const TrialOptions& options) const;
    void filter(const QString& words);
    void check();
    void choose();

    space::Space space_;
    space::Params params_;
    std::vector<Row> rows_;
    QLabel* verdict_;
    QLabel* problem_;
    QPushButton* add_;
};

}  // namespace lathe::gui
