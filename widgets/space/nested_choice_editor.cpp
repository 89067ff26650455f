// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/space/nested_choice_editor.h"

#include <algorithm>

#include <QHBoxLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <QScopedValueRollback>
#include <QToolButton>
#include <QTreeWidget>

#include "widgets/common/core_text.h"
#include "widgets/common/icons.h"
#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"
#include "widgets/space/describe.h"
#include "widgets/space/space_defaults.h"

namespace lathe::gui {

namespace {

using space::Branch;
using space::Distribution;
using space::Kind;

constexpr int placeRole = Qt::UserRole;  // list of ints: branch, child, branch, child, ...; an odd number: a branch

QToolButton* makeNestedButton(const QString& name, const QString& iconName, const QString& what, QWidget* parent) {
    auto* button = new QToolButton(parent);
    button->setObjectName(name);
    button->setIcon(icon(iconName));
    button->setToolTip(what);
    button->setAccessibleName(what);
    button->setAutoRaise(true);
    return button;
}

QString freeName(const QString& base, const QStringList& taken) {
    if (!taken.contains(base)) return base;
    for (int i = 2;; ++i) {
        const QString name = QStringLiteral("%1_%2").arg(base).arg(i);
        if (!taken.contains(name)) return name;
    }
}

QStringList branchNames(const Distribution& choice) {
    QStringList names;
    for (const Branch& branch : choice.branches) names << QString::fromStdString(branch.name);
    return names;
}

QStringList childNames(const Branch& branch) {
    QStringList names;
    for (const auto& child : branch.children) names << QString::fromStdString(child.path);
    return names;
}

}  // namespace

NestedChoiceEditor::NestedChoiceEditor(QWidget* parent) : QWidget(parent), tree_(new QTreeWidget(this)) {
    tree_->setObjectName("spaceBranches");
    tree_->setAccessibleName(tr("Branches and their options"));
    tree_->setColumnCount(2);
    tree_->setHeaderLabels({tr("Branch or option"), tr("Drawn from")});
    tree_->header()->setStretchLastSection(true);
    tree_->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    tree_->setFont(monospaceFont());
    tree_->setUniformRowHeights(true);
    tree_->setEditTriggers(QAbstractItemView::DoubleClicked | QAbstractItemView::EditKeyPressed);
    tree_->installEventFilter(this);
    setFocusProxy(tree_);

    auto* addBranch = makeNestedButton("spaceBranchAdd", "add", tr("Add a branch"), this);
    addChild_ = makeNestedButton("spaceChildAdd", "tune", tr("Add an option to the branch"), this);
    addChild_->setPopupMode(QToolButton::InstantPopup);
    auto* menu = new QMenu(addChild_);
    menu->setObjectName("spaceChildMenu");
    addChild_->setMenu(menu);
    remove_ = makeNestedButton("spaceBranchRemove", "remove", tr("Remove the branch or option (Del)"), this);
    up_ = makeNestedButton("spaceBranchUp", "arrow-up", tr("Move up (Alt+Up)"), this);
    down_ = makeNestedButton("spaceBranchDown", "arrow-down", tr("Move down (Alt+Down)"), this);
    auto* buttons = new QVBoxLayout;
    buttons->setSpacing(spacing / 2);
    for (auto* button : {addBranch, addChild_, remove_, up_, down_}) buttons->addWidget(button);
    buttons->addStretch();
    auto* layout = new QHBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing / 2);
    layout->addWidget(tree_, 1);
    layout->addLayout(buttons);

    connect(addBranch, &QToolButton::clicked, this, &NestedChoiceEditor::addBranch);
    connect(menu, &QMenu::aboutToShow, this, [this, menu] { fillChildren(menu); });
    connect(remove_, &QToolButton::clicked, this, &NestedChoiceEditor::remove);
    connect(up_, &QToolButton::clicked, this, [this] { move(-1); });
    connect(down_, &QToolButton::clicked, this, [this] { move(1); });
    connect(tree_, &QTreeWidget::itemChanged, this, &NestedChoiceEditor::rename);
    connect(tree_, &QTreeWidget::currentItemChanged, this, [this] {
        refreshButtons();
        if (!filling_) Q_EMIT currentChanged();
    });
    refreshButtons();
}

void NestedChoiceEditor::fill(QTreeWidgetItem* parent, const NestedPath& path) {
    const Distribution& choice = *nodeAt(std::as_const(root_), path);
    QVariantList base;
    for (const NestedStep& step : path) base << int(step.branch) << int(step.child);
    const auto make = [](QTreeWidgetItem* under, const QString& name, const QString& what, const QVariantList& at) {
        auto* item = new QTreeWidgetItem(under, {name, what});
        item->setFlags(item->flags() | Qt::ItemIsEditable);
        item->setData(0, placeRole, at);
        item->setToolTip(1, what);
        return item;
    };
    for (std::size_t b = 0; b < choice.branches.size(); ++b) {
        const Branch& branch = choice.branches[b];
        QTreeWidgetItem* item =
            make(parent, QString::fromStdString(branch.name),
                 branch.children.empty() ? tr("no options of its own") : QString(), base + QVariantList{int(b)});
        for (std::size_t c = 0; c < branch.children.size(); ++c) {
            const auto& child = branch.children[c];
            QTreeWidgetItem* under = make(item, QString::fromStdString(child.path), describe(child.distribution),
                                          base + QVariantList{int(b), int(c)});
            if (!child.distribution.is_nested()) continue;
            NestedPath deeper = path;
            deeper.push_back({b, c});
            fill(under, deeper);
        }
    }
}

void NestedChoiceEditor::setDistribution(const Distribution& root) {
    const auto before = place();
    {
        const QScopedValueRollback<bool> filling(filling_, true);
        root_ = root;
        tree_->clear();
        if (root_.is_nested()) fill(tree_->invisibleRootItem(), {});
        tree_->expandAll();
        if (before) show(before->choice, before->branch, before->child);
    }
    refreshButtons();
}

NestedChoiceEditor::Place NestedChoiceEditor::placeOf(const QTreeWidgetItem* item) {
    const QVariantList at = item->data(0, placeRole).toList();
    Place place;
    const bool isBranch = at.size() % 2 == 1;
    const auto pairs = isBranch ? at.size() / 2 : at.size() / 2 - 1;
    for (qsizetype i = 0; i < pairs; ++i)
        place.choice.push_back({std::size_t(at[2 * i].toInt()), std::size_t(at[2 * i + 1].toInt())});
    place.branch = std::size_t(at[2 * pairs].toInt());
    if (!isBranch) place.child = at.back().toInt();
    return place;
}

std::optional<NestedChoiceEditor::Place> NestedChoiceEditor::place() const {
    const auto* item = tree_->currentItem();
    return item ? std::optional(placeOf(item)) : std::nullopt;
}

void NestedChoiceEditor::show(const NestedPath& choice, std::size_t branch, int child) {
    QVariantList wanted;
    for (const NestedStep& step : choice) wanted << int(step.branch) << int(step.child);
    wanted << int(branch);
    if (child >= 0) wanted << child;
    for (QTreeWidgetItemIterator it(tree_); *it; ++it)
        if ((*it)->data(0, placeRole).toList() == wanted) return tree_->setCurrentItem(*it);
}

NestedPath NestedChoiceEditor::current() const {
    const auto at = place();
    if (!at || at->child < 0) return {};
    NestedPath path = at->choice;
    path.push_back({at->branch, std::size_t(at->child)});
    return nodeAt(root_, path) ? path : NestedPath{};
}

const config::Option* NestedChoiceEditor::optionAt(const NestedPath& path) const {
    const space::Parameter* parameter = parameterAt(root_, path);
    if (!parameter || !options_ || path.size() != 1) return nullptr;
    known_ = options_(QString::fromStdString(root_.branches[path.front().branch].name));
    const auto found =
        std::find_if(known_.begin(), known_.end(), [&](const auto& option) { return option.key == parameter->path; });
    return found != known_.end() ? &*found : nullptr;
}

QString NestedChoiceEditor::nameOf(const NestedPath& path) const {
    QStringList parts;
    const Distribution* node = &root_;
    for (const NestedStep& step : path) {
        const Branch& branch = node->branches[step.branch];
        parts << QString::fromStdString(branch.name) << QString::fromStdString(branch.children[step.child].path);
        node = &branch.children[step.child].distribution;
    }
    return parts.join(QStringLiteral(" › "));
}

Distribution& NestedChoiceEditor::choiceAt(const Place& at) {
    return *nodeAt(root_, at.choice);
}

void NestedChoiceEditor::changed(const Place& selected) {
    setDistribution(Distribution(root_));
    show(selected.choice, selected.branch, selected.child);
    Q_EMIT edited();
}

// Beside the selected branch.
void NestedChoiceEditor::addBranch() {
    Place at = place().value_or(Place{{}, root_.branches.size(), -1});
    Distribution& choice = choiceAt(at);
    const QStringList taken = branchNames(choice);
    QString name;
    if (at.choice.empty())
        for (const QString& known : std::as_const(names_))
            if (name.isEmpty() && !taken.contains(known)) name = known;
    const bool proposed = !name.isEmpty();
    if (!proposed) name = freeName(QStringLiteral("branch"), taken);
    choice.branches.push_back({{}, name.toStdString(), {}});
    changed({at.choice, choice.branches.size() - 1, -1});
    if (!proposed && tree_->currentItem()) tree_->editItem(tree_->currentItem(), 0);
}

void NestedChoiceEditor::fillChildren(QMenu* menu) {
    menu->clear();
    const auto at = place();
    if (!at) return;
    const Branch& branch = choiceAt(*at).branches[at->branch];
    const QStringList taken = childNames(branch);
    if (options_ && at->choice.empty()) {
        for (const config::Option& option : options_(QString::fromStdString(branch.name))) {
            const QString key = QString::fromStdString(option.key);
            if (taken.contains(key)) continue;
            QAction* action = menu->addAction(menuText(key));
            action->setToolTip(docText(option.doc));
            connect(action, &QAction::triggered, this, [this, key] { addChild(key); });
        }
        if (!menu->isEmpty()) menu->addSeparator();
    }
    QAction* other = menu->addAction(tr("An option of another name…"));
    connect(other, &QAction::triggered, this, [this, taken] {
        addChild(freeName(QStringLiteral("option"), taken));
        if (tree_->currentItem()) tree_->editItem(tree_->currentItem(), 0);
    });
}

void NestedChoiceEditor::addChild(const QString& name) {
    const auto at = place();
    if (!at) return;
    Branch& branch = choiceAt(*at).branches[at->branch];
    const config::Option* known = nullptr;
    if (options_ && at->choice.empty()) {
        known_ = options_(QString::fromStdString(branch.name));
        for (const auto& option : known_)
            if (option.key == name.toStdString()) known = &option;
    }
    branch.children.push_back(
        {name.toStdString(), defaultDistribution(known, known ? known->fallback : config::Value(0.5)), {}});
    changed({at->choice, at->branch, static_cast<int>(branch.children.size()) - 1});
}

void NestedChoiceEditor::remove() {
    const auto at = place();
    if (!at) return;
    auto& branches = choiceAt(*at).branches;
    if (at->child >= 0) {
        auto& children = branches[at->branch].children;
        children.erase(children.begin() + at->child);
        return changed({at->choice, at->branch, std::min(at->child, static_cast<int>(children.size()) - 1)});
    }
    if (branches.size() == 1) return;  // a choice of nothing would be no choice
    branches.erase(branches.begin() + static_cast<std::ptrdiff_t>(at->branch));
    changed({at->choice, std::min(at->branch, branches.size() - 1), -1});
}

void NestedChoiceEditor::move(int by) {
    auto at = place();
    if (!at) return;
    auto& branches = choiceAt(*at).branches;
    const auto swapped = [by](auto& list, std::size_t from) {
        const auto to = static_cast<std::ptrdiff_t>(from) + by;
        if (to < 0 || to >= static_cast<std::ptrdiff_t>(list.size())) return false;
        std::swap(list[from], list[static_cast<std::size_t>(to)]);
        return true;
    };
    if (at->child >= 0) {
        if (!swapped(branches[at->branch].children, static_cast<std::size_t>(at->child))) return;
        at->child += by;
    } else {
        if (!swapped(branches, at->branch)) return;
        at->branch = static_cast<std::size_t>(static_cast<std::ptrdiff_t>(at->branch) + by);
    }
    changed(*at);
}

// A name that is empty or there already is taken back.
void NestedChoiceEditor::rename(QTreeWidgetItem* item) {
    if (filling_) return;
    const Place at = placeOf(item);
    Branch& branch = choiceAt(at).branches[at.branch];
    std::string& name = at.child < 0 ? branch.name : branch.children[static_cast<std::size_t>(at.child)].path;
    const QString wanted = item->text(0).trimmed();
    const QStringList taken = at.child < 0 ? branchNames(choiceAt(at)) : childNames(branch);
    const bool usable = !wanted.isEmpty() && !taken.contains(wanted) && wanted != QLatin1String("_name");
    if (usable) name = wanted.toStdString();
    // Later: the tree is still busy with the item.
    QMetaObject::invokeMethod(
        this,
        [this, at, usable] {
            if (usable) changed(at);
            else setDistribution(Distribution(root_));
        },
        Qt::QueuedConnection);
}

void NestedChoiceEditor::refreshButtons() {
    if (filling_) return;
    const auto at = place();
    addChild_->setEnabled(at.has_value());
    const bool removable = at && (at->child >= 0 || choiceAt(*at).branches.size() > 1);
    remove_->setEnabled(removable);
    const std::size_t count = !at             ? 0
                              : at->child < 0 ? choiceAt(*at).branches.size()
                                              : choiceAt(*at).branches[at->branch].children.size();
    const std::size_t index = !at ? 0 : at->child < 0 ? at->branch : static_cast<std::size_t>(at->child);
    up_->setEnabled(at && index > 0);
    down_->setEnabled(at && index + 1 < count);
}

bool NestedChoiceEditor::eventFilter(QObject* watched, QEvent* event) {
    if (watched == tree_ && event->type() == QEvent::KeyPress) {
        const auto* key = static_cast<QKeyEvent*>(event);
        if (key->key() == Qt::Key_Delete) {
            remove();
            return true;
        }
        if (key->key() == Qt::Key_Insert) {
            addBranch();
            return true;
        }
        if (key->modifiers() == Qt::AltModifier && (key->key() == Qt::Key_Up || key->key() == Qt::Key_Down)) {
            move(key->key() == Qt::Key_Up ? -1 : 1);
            return true;
        }
    }
    return QWidget::eventFilter(watched, event);
}

}  // namespace lathe::gui
