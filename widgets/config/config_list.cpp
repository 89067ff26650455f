// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/config_list.h"

#include <QCheckBox>
#include <QEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QTreeView>
#include <QVBoxLayout>

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/config/add_key_bar.h"
#include "widgets/config/config_delegate.h"
#include "widgets/config/config_edits.h"
#include "widgets/config/config_filter_model.h"
#include "widgets/config/config_tree_model.h"
#include "widgets/config/experiment_document.h"

namespace lathe::gui {

namespace {

// The header and four rows, however much the settings of the search and the problems below ask for: those scroll.
constexpr int leastTreeHeight = 17 * spacing;

}  // namespace

ConfigList::ConfigList(ExperimentDocument& document, QWidget* parent)
    : QWidget(parent),
      document_(document),
      model_(new ConfigTreeModel(document, this)),
      filter_(new ConfigFilterModel(*model_, this)),
      filterEdit_(new QLineEdit(this)),
      changedOnly_(new QCheckBox(tr("Only changed"), this)),
      addKey_(new AddKeyBar(document, this)),
      tree_(new QTreeView(this)) {
    QLayout* filter = makeFilter();
    makeTree();
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing);
    layout->addLayout(filter);
    layout->addWidget(addKey_);
    layout->addWidget(tree_, 1);
    setFocusProxy(tree_);
    connect(addKey_, &AddKeyBar::added, this, &ConfigList::showKey);
    connect(model_, &ConfigTreeModel::tuneToggled, this, &ConfigList::tuneToggled);
}

QLayout* ConfigList::makeFilter() {
    filterEdit_->setObjectName("configFilter");
    filterEdit_->setAccessibleName(tr("Filter of the options"));
    filterEdit_->setPlaceholderText(tr("Filter by key, value or description"));
    filterEdit_->setClearButtonEnabled(true);
    filterEdit_->addAction(icon("filter", IconTone::muted), QLineEdit::LeadingPosition);
    changedOnly_->setObjectName("changedOnly");
    changedOnly_->setAccessibleName(tr("Show only what differs from the defaults"));
    connect(filterEdit_, &QLineEdit::textChanged, this, &ConfigList::applyFilter);
    connect(changedOnly_, &QCheckBox::toggled, this, &ConfigList::applyFilter);
    connect(changedOnly_, &QCheckBox::toggled, this, &ConfigList::changedOnlyToggled);
    auto* row = new QHBoxLayout;
    row->setSpacing(spacing);
    row->addWidget(filterEdit_, 1);
    row->addWidget(changedOnly_);
    return row;
}

void ConfigList::makeTree() {
    tree_->setObjectName("configTree");
    tree_->setAccessibleName(tr("Options of the experiment"));
    tree_->setModel(filter_);
    tree_->setItemDelegate(new ConfigDelegate(document_, tree_));
    tree_->setUniformRowHeights(true);
    tree_->setAllColumnsShowFocus(true);
    tree_->setEditTriggers(QAbstractItemView::DoubleClicked);
    tree_->setTextElideMode(Qt::ElideMiddle);
    tree_->setIndentation(2 * spacing);
    tree_->setMinimumHeight(leastTreeHeight);
    tree_->header()->setSectionsMovable(false);
    tree_->header()->setStretchLastSection(true);
    tree_->header()->resizeSection(ConfigTreeModel::KeyColumn, 28 * spacing);
    tree_->header()->resizeSection(ConfigTreeModel::ValueColumn, 26 * spacing);
    tree_->header()->resizeSection(ConfigTreeModel::ResolvedColumn, 20 * spacing);
    tree_->header()->resizeSection(ConfigTreeModel::OriginColumn, 9 * spacing);
    connect(model_, &QAbstractItemModel::modelReset, this, &ConfigList::showResolved);
    connect(model_, &ConfigTreeModel::updated, this, &ConfigList::showResolved);
    showResolved();
    // Items of a list change places by dragging.
    tree_->setDragDropMode(QAbstractItemView::InternalMove);
    connect(tree_->selectionModel(), &QItemSelectionModel::currentChanged, this, &ConfigList::currentChanged);
}

// Mostly every value is what is written, and the column would be empty.
void ConfigList::showResolved() {
    tree_->setColumnHidden(ConfigTreeModel::ResolvedColumn, !model_->hasResolved());
}

QModelIndex ConfigList::current() const {
    return filter_->mapToSource(tree_->currentIndex());
}

QString ConfigList::currentKey() const {
    return tree_->currentIndex().data(ConfigTreeModel::PathRole).toString();
}

const ConfigRow& ConfigList::currentRow() const {
    return model_->row(current());
}

bool ConfigList::isFiltered() const {
    return !filterEdit_->text().isEmpty() || changedOnly_->isChecked();
}

void ConfigList::applyFilter() {
    filter_->setWords(filterEdit_->text());
    filter_->setChangedOnly(changedOnly_->isChecked());
    if (isFiltered()) tree_->expandAll();
    if (tree_->currentIndex().isValid()) tree_->scrollTo(tree_->currentIndex());
}

void ConfigList::showKey(const QString& key) {
    QModelIndex index = filter_->mapFromSource(model_->indexOf(key));
    if (!index.isValid() && isFiltered()) {
        filterEdit_->clear();
        changedOnly_->setChecked(false);
        index = filter_->mapFromSource(model_->indexOf(key));
    }
    if (!index.isValid()) return;
    tree_->scrollTo(index);
    tree_->setCurrentIndex(index.siblingAtColumn(ConfigTreeModel::ValueColumn));
    tree_->setFocus();
}

void ConfigList::showTop() {
    for (int i = 0; i < filter_->rowCount(); ++i) {
        const QModelIndex index = filter_->index(i, 0);
        tree_->setExpanded(index, model_->row(filter_->mapToSource(index)).written);
    }
    tree_->setCurrentIndex(filter_->index(0, ConfigTreeModel::ValueColumn));
}

void ConfigList::focusFilter() {
    filterEdit_->setFocus();
    filterEdit_->selectAll();
}

void ConfigList::setChangedOnly(bool on) {
    changedOnly_->setChecked(on);
}

void ConfigList::editCurrent() {
    tree_->edit(tree_->currentIndex().siblingAtColumn(ConfigTreeModel::ValueColumn));
}

void ConfigList::moveCurrent(int by) {
    const QModelIndex index = current();
    if (!moveListItem(document_, currentKey(), by)) return;
    const QModelIndex moved = model_->index(index.row() + by, ConfigTreeModel::ValueColumn, index.parent());
    tree_->setCurrentIndex(filter_->mapFromSource(moved));
}

void ConfigList::beginAddKey() {
    const ConfigRow& row = currentRow();
    const ConfigRow& group = row.kind == ConfigRow::Kind::group ? row : model_->row(current().parent());
    addKey_->begin(group.path);
}

void ConfigList::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && tree_) tree_->viewport()->update();
}

}  // namespace lathe::gui
