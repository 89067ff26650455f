// SPDX-License-Identifier: GPL-3.0-or-later
// The config of a trial, or how those of two differ: line by line, or key by key against what both came from. GUI
// thread.
#pragma once

#include <memory>
#include <optional>

#include <QWidget>

#include "widgets/runs/descent_data.h"

class QComboBox;
class QLabel;
class QStackedWidget;
class QTableView;

namespace lathe::gui {

class DiffHighlighter;
class DiffModel;
class RecordTextEdit;

class ConfigView : public QWidget {
    Q_OBJECT

  public:
    struct Config {
        QString label;  // of its trial
        QString text;
        std::shared_ptr<const config::Value> values;  // nullptr: it cannot be read
    };

    explicit ConfigView(QWidget* parent = nullptr);

    void showText(const QString& text);
    void showHint(const QString& hint);  // what to do, so that there is a config
    void showPair(const Config& a, const Config& b, const std::optional<CommonAncestor>& ancestor);

  private:
    struct Pair {
        Config a, b;
        std::optional<CommonAncestor> ancestor;

        bool isSame(const Pair& other) const;
    };
    void showOne(const QString& text);
    void setAncestor(const QString& name);  // "": there is none
    void showForm();

    QWidget* bar_;
    QComboBox* form_;
    QLabel* summary_;
    QStackedWidget* stack_;
    RecordTextEdit* text_;
    DiffHighlighter* highlighter_;
    DiffModel* model_;
    QTableView* table_;
    std::optional<Pair> shown_;  // nullopt: a text
    bool changedByPerson_ = false;
};

}  // namespace lathe::gui
