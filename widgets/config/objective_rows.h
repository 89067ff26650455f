// SPDX-License-Identifier: GPL-3.0-or-later
// The objectives of a search beyond its first: a row for each, with its metric, its direction and a button that takes
// it away, and a button that adds one.
#pragma once

#include <vector>

#include <QWidget>

class QComboBox;
class QToolButton;
class QVBoxLayout;

namespace lathe::gui {

class ExperimentDocument;

// A list of metrics to choose from, or to type in; and one of the two directions.
QComboBox* makeMetricCombo(QWidget* parent);
QComboBox* makeModeCombo(QWidget* parent);

class ObjectiveRows : public QWidget {
    Q_OBJECT

  public:
    explicit ObjectiveRows(ExperimentDocument& document, QWidget* parent);

    void refresh();

  private:
    struct Row {
        QWidget* whole;
        QComboBox* metric;
        QComboBox* mode;
    };
    Row makeRow(int index);

    ExperimentDocument& document_;
    std::vector<Row> rows_;
    QVBoxLayout* layout_;
    QToolButton* add_;
};

}  // namespace lathe::gui
