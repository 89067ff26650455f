// SPDX-License-Identifier: GPL-3.0-or-later
// The branches of a nested choice as a small tree: each branch with the options that are searched only when it is
// picked. Branches and options are added, renamed in place, moved and removed here; what an option is drawn from is
// edited beside it.
#pragma once

#include <functional>
#include <vector>

#include <QWidget>

#include "core/config/schema.h"
#include "widgets/space/nested_path.h"

class QMenu;
class QToolButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace lathe::gui {

class NestedChoiceEditor : public QWidget {
    Q_OBJECT

  public:
    // The options that a branch of this name may bring, their keys as the branch writes them.
    using BranchOptions = std::function<std::vector<config::Option>(const QString& branch)>;

    explicit NestedChoiceEditor(QWidget* parent = nullptr);

    void setBranchOptions(BranchOptions options) { options_ = std::move(options); }
    // Names that could be branches and are proposed for new ones.
    void setBranchNames(const QStringList& names) { names_ = names; }
    // Keeps what is selected, when it is still there.
    void setDistribution(const space::Distribution& root);
    const space::Distribution& distribution() const { return root_; }
    // The option that is selected; empty: a branch, or nothing.
    NestedPath current() const;
    const config::Option* optionAt(const NestedPath& path) const;  // nullptr: the schema does not know it
    QString nameOf(const NestedPath& path) const;                  // "SGD › momentum"

  Q_SIGNALS:
    void edited();  // by the person; distribution() has it
    void currentChanged();

  protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

  private:
    struct Place {
        NestedPath choice;  // the choice that the branch belongs to
        std::size_t branch = 0;
        int child = -1;  // -1: the branch itself
    };
    void fill(QTreeWidgetItem* parent, const NestedPath& path);
    void show(const NestedPath& choice, std::size_t branch, int child);
    std::optional<Place> place() const;
    static Place placeOf(const QTreeWidgetItem* item);
    space::Distribution& choiceAt(const Place& place);
    void addBranch();
    void addChild(const QString& name);
    void fillChildren(QMenu* menu);
    void remove();
    void move(int by);
    void rename(QTreeWidgetItem* item);
    void changed(const Place& selected);
    void refreshButtons();

    space::Distribution root_;
    BranchOptions options_;
    QStringList names_;
    mutable std::vector<config::Option> known_;  // of the branch asked for last
    QTreeWidget* tree_;
    QToolButton* addChild_;
    QToolButton* remove_;
    QToolButton* up_;
    QToolButton* down_;
    bool filling_ = false;
};

}  // namespace lathe::gui
