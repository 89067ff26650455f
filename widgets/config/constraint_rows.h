// SPDX-License-Identifier: GPL-3.0-or-later
// The limits that metrics have to keep (`search.constraints`): a row for each, with its metric, its side, its bound and
// a button that takes it away, and a button that adds one. Every change is one edit of the file.
#pragma once

#include <string>
#include <vector>

#include <QString>
#include <QWidget>

class QComboBox;
class QToolButton;
class QVBoxLayout;

namespace lathe::gui {

class ExperimentDocument;
class NumberEdit;

class ConstraintRows : public QWidget {
    Q_OBJECT

  public:
    ConstraintRows(ExperimentDocument& document, QWidget* parent);

    void refresh();

  private:
    // One bound of an entry of the list; an entry may have both.
    struct Limit {
        int entry = 0;
        bool isMost = true;  // "max", else "min"
        bool isAlone = true;

        QString place() const;  // below `search:`
        QString bound() const { return place() + (isMost ? ".max" : ".min"); }
    };
    struct Row {
        QWidget* whole;
        QComboBox* metric;
        QComboBox* side;
        NumberEdit* bound;
    };

    std::vector<Limit> written() const;
    Row makeRow(int index);
    void add();
    void setMetric(std::size_t row, const QString& text);
    void setBound(std::size_t row, const QString& text, bool step);
    void setSide(std::size_t row, bool isMost);
    void remove(std::size_t row);

    ExperimentDocument& document_;
    std::vector<Limit> limits_;  // one a row
    std::vector<Row> rows_;
    QVBoxLayout* layout_;
    QToolButton* add_;
};

}  // namespace lathe::gui
