// SPDX-License-Identifier: GPL-3.0-or-later
// The values of a choice as a list: add, remove, edit in place, reorder by dragging or Alt+Up and Alt+Down. Values that
// the option refuses are shown so with the reason.
#pragma once

#include <optional>
#include <vector>

#include <QWidget>

#include "core/config/schema.h"

class QListWidget;
class QListWidgetItem;
class QToolButton;

namespace lathe::gui {

class ChoiceListEditor : public QWidget {
    Q_OBJECT

  public:
    explicit ChoiceListEditor(QWidget* parent = nullptr);

    // What the values must fit; nullopt: anything.
    void setOption(const std::optional<config::Option>& option);
    void setValues(const std::vector<config::Value>& values);
    // The values of the list, in its order, those that do not fit left out.
    std::vector<config::Value> values() const;
    // Why some value does not fit, or that one is there twice; empty: all is well.
    QString problem() const;

  Q_SIGNALS:
    void edited();  // by the person

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    void add();
    void remove();
    void move(int by);
    void changed();
    void showProblems();
    QListWidgetItem* append(const QString& text);
    const config::Option* option() const { return option_ ? &*option_ : nullptr; }
    QString proposal() const;

    std::optional<config::Option> option_;
    QListWidget* list_;
    QToolButton* remove_;
    QToolButton* up_;
    QToolButton* down_;
    bool filling_ = false;
};

}  // namespace lathe::gui
