#include "widgets/config/configure_page.h"

#include <QAction>
#include <QCheckBox>
#include <QEvent>
#include <QHeaderView>
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include "widgets/common/banner.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/config/add_key_bar.h"
#include "widgets/config/config_delegate.h"
#include "widgets/config/config_edits.h"
#include "widgets/config/config_filter_model.h"
#include "widgets/config/config_tree_model.h"
#include "widgets/config/diff_view.h"
#include "widgets/config/experiment_document.h"
#include "widgets/config/option_panel.h"
#include "widgets/config/outside_changes.h"
#include "widgets/config/problem_list.h"
#include "widgets/config/recovery.h"
#include "widgets/config/search_panel.h"

namespace lathe::gui {

namespace {

QString reason(const Error& error) {
    return QString::fromStdString(error.str());
}

bool report(const Result<void>& done, QString* error) {
    if (!done && error) *error = reason(done.error());
    return done.has_value();
}

}  // namespace

ConfigurePage::ConfigurePage(const config::Catalog& catalog, QWidget* parent)
    : QWidget(parent),
      document_(new ExperimentDocument(catalog, this)),
      model_(new ConfigTreeModel(*document_, this)),
      filter_(new ConfigFilterModel(*model_, this)),
      stack_(new QStackedWidget(this)) {
    setObjectName("configurePage");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(stack_);
    buildEmptyState();
    buildEditor();
    buildActions();
    buildTreeActions();
    outside_ = new OutsideChanges(*document_, *banner_, this);
    connect(outside_, &OutsideChanges::compareRequested, this, &ConfigurePage::showDifferences);
    recovery_ = new Recovery(*document_);

    connect(document_, &ExperimentDocument::titleChanged, this, &ConfigurePage::titleChanged);
    connect(document_, &ExperimentDocument::modifiedChanged, this, &ConfigurePage::modifiedChanged);
    connect(document_, &ExperimentDocument::replaced, this, &ConfigurePage::showOpened);
    connect(document_, &ExperimentDocument::changed, this, [this] {
        problems_->setProblems(document_->problems());
        keepSelection();
        refreshActions();
        Q_EMIT experimentChanged();
        const int count = static_cast<int>(document_->problems().size());
        if (count != std::exchange(problemCount_, count)) Q_EMIT problemsChanged(count);
    });
    connect(document_, &ExperimentDocument::editRefused, this,
            [this](const QString& why) { banner_->showMessage(Banner::Kind::warning, why); });
    connect(document_, &ExperimentDocument::editNoted, this,
            [this](const QString& note) { banner_->showMessage(Banner::Kind::info, note); });
    refreshActions();
}

ConfigurePage::~ConfigurePage() = default;

void ConfigurePage::buildEmptyState() {
    auto* empty = new EmptyState("configure", tr("No experiment is open"),
                                 tr("Open an experiment, or start from the example: LeNet on Fashion-MNIST."), stack_);
    auto* example = new QAction(tr("Start from the example"), this);
    example->setObjectName("exampleAction");
    auto* open = new QAction(icon("open"), tr("Open an experiment"), this);
    open->setObjectName("openAction");
    empty->addAction(example);
    empty->addAction(open);
    connect(example, &QAction::triggered, this, &ConfigurePage::exampleRequested);
    connect(open, &QAction::triggered, this, &ConfigurePage::openRequested);
    stack_->addWidget(empty);
}

QWidget* ConfigurePage::buildLeft() {
    auto* left = new QWidget(this);
    filterEdit_ = new QLineEdit(left);
    filterEdit_->setObjectName("configFilter");
    filterEdit_->setAccessibleName(tr("Filter of the options"));
    filterEdit_->setPlaceholderText(tr("Filter by key, value or description"));
    filterEdit_->setClearButtonEnabled(true);
    filterEdit_->addAction(icon("filter", IconTone::muted), QLineEdit::LeadingPosition);
    changedOnly_ = new QCheckBox(tr("Only changed"), left);
    changedOnly_->setObjectName("changedOnly");
    changedOnly_->setAccessibleName(tr("Show only what differs from the defaults"));
    addKey_ = new AddKeyBar(*document_, left);
    tree_ = new QTreeView(left);
    tree_->setObjectName("configTree");
    tree_->setAccessibleName(tr("Options of the experiment"));
    tree_->setModel(filter_);
    tree_->setItemDelegate(new ConfigDelegate(*document_, tree_));
    tree_->setUniformRowHeights(true);
    tree_->setAllColumnsShowFocus(true);
    tree_->setEditTriggers(QAbstractItemView::DoubleClicked);
    tree_->setTextElideMode(Qt::ElideMiddle);
    tree_->setIndentation(2 * spacing);
    tree_->header()->setSectionsMovable(false);
    tree_->header()->setStretchLastSection(true);
    tree_->header()->resizeSection(ConfigTreeModel::KeyColumn, 28 * spacing);
    tree_->header()->resizeSection(ConfigTreeModel::ValueColumn, 26 * spacing);
    tree_->header()->resizeSection(ConfigTreeModel::ResolvedColumn, 12 * spacing);
    tree_->header()->resizeSection(ConfigTreeModel::OriginColumn, 9 * spacing);
    // Items of a list change places by dragging.
    tree_->setDragDropMode(QAbstractItemView::InternalMove);
    search_ = new SearchPanel(*document_, left);

    auto* row = new QHBoxLayout;
    row->setSpacing(spacing);
    row->addWidget(filterEdit_, 1);
    row->addWidget(changedOnly_);
    auto* layout = new QVBoxLayout(left);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->setSpacing(spacing);
    layout->addLayout(row);
    layout->addWidget(addKey_);
    layout->addWidget(tree_, 1);
    layout->addWidget(search_);
    return left;
}

void ConfigurePage::buildEditor() {
    auto* editor = new QWidget(stack_);
    banner_ = new Banner(editor);
    banner_->setObjectName("configBanner");
    auto* splitter = new QSplitter(Qt::Horizontal, editor);
    splitter->setObjectName("configSplitter");
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(buildLeft());
    panel_ = new OptionPanel(*document_, splitter);
    panel_->setMinimumWidth(38 * spacing);
    splitter->addWidget(panel_);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({92 * spacing, 48 * spacing});
    problems_ = new ProblemList(editor);
    auto* layout = new QVBoxLayout(editor);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(banner_);
    layout->addWidget(splitter, 1);
    layout->addWidget(problems_);
    stack_->addWidget(editor);
    diff_ = new DiffView(*document_, stack_);
    stack_->addWidget(diff_);
    connect(diff_, &DiffView::closed, this, [this] { stack_->setCurrentIndex(1); });
    connect(diff_, &DiffView::keyChosen, this, &ConfigurePage::showKey);

    connect(filterEdit_, &QLineEdit::textChanged, this, &ConfigurePage::applyFilter);
    connect(changedOnly_, &QCheckBox::toggled, this, &ConfigurePage::applyFilter);
    connect(tree_->selectionModel(), &QItemSelectionModel::currentChanged, this, &ConfigurePage::selectionChanged);
    connect(model_, &ConfigTreeModel::tuneToggled, panel_, &OptionPanel::setTuned);
    connect(problems_, &ProblemList::keyChosen, this, &ConfigurePage::showKey);
    connect(addKey_, &AddKeyBar::added, this, &ConfigurePage::showKey);
}

bool ConfigurePage::openFile(const QString& file, QString* error) {
    return report(document_->open(file), error);
}

bool ConfigurePage::openText(const QString& text, const QString& suggestedName, QString* error) {
    return report(document_->openText(text, suggestedName), error);
}

bool ConfigurePage::save(QString* error) {
    if (!document_->file().isEmpty()) return saveAs(document_->file(), error);
    if (error) *error = tr("The experiment has no file yet: choose one with Save as");
    return false;
}

bool ConfigurePage::saveAs(const QString& file, QString* error) {
    // What is still being typed belongs to what is saved.
    if (QWidget* focused = focusWidget(); focused && isAncestorOf(focused)) tree_->setFocus();
    const bool saved = report(document_->saveTo(file), error);
    if (saved) outside_->watch();
    return saved;
}

bool ConfigurePage::isOpen() const {
    return document_->isOpen();
}

QString ConfigurePage::file() const {
    return document_->file();
}

QString ConfigurePage::title() const {
    return document_->title();
}

bool ConfigurePage::isModified() const {
    return document_->isModified();
}

QUndoStack* ConfigurePage::undoStack() const {
    return document_->undoStack();
}

const config::Document& ConfigurePage::document() const {
    return document_->document();
}

tl::expected<search::Experiment, Errors> ConfigurePage::experiment(bool forSearch) const {
    return document_->experiment(forSearch);
}

bool ConfigurePage::setValue(const QString& key, const QString& text) {
    if (!setOptionText(*document_, key, text)) return false;
    showKey(key);
    return true;
}

void ConfigurePage::addKeyAction(const QString& key, QAction* action) {
    panel_->addKeyAction(key, action);
}

QList<QAction*> ConfigurePage::editActions() const {
    return actions_;
}

QString ConfigurePage::recoverableFor(const QString& file) {
    const auto edits = Recovery::find(file);
    return edits ? QString::fromStdString(edits->text()) : QString();
}

void ConfigurePage::discardRecovery(const QString& file) {
    Recovery::discard(file);
}

bool ConfigurePage::recover(const QString& text) {
    if (const auto edits = Recovery::find(document_->file()); edits && edits->text() == text.toStdString())
        return recovery_->take(*edits);
    return document_->edit(tr("recovery of unsaved edits"),
                           [&](EditDraft& draft) { return draft.replaceAll(text.toStdString()); });
}

void ConfigurePage::setObservedParams(const QVector<space::Params>& params) {
    panel_->setObserved(params);
}

void ConfigurePage::showKey(const QString& key) {
    if (key == "search" || key.startsWith("search.")) {
        search_->setExpanded(true);
        return;
    }
    QModelIndex index = filter_->mapFromSource(model_->indexOf(key));
    if (!index.isValid() && (!filterEdit_->text().isEmpty() || changedOnly_->isChecked())) {
        filterEdit_->clear();
        changedOnly_->setChecked(false);
        index = filter_->mapFromSource(model_->indexOf(key));
    }
    if (!index.isValid()) return;
    tree_->scrollTo(index);
    tree_->setCurrentIndex(index.siblingAtColumn(ConfigTreeModel::ValueColumn));
    tree_->setFocus();
}

QString ConfigurePage::currentKey() const {
    return tree_->currentIndex().data(ConfigTreeModel::PathRole).toString();
}

void ConfigurePage::selectionChanged() {
    panel_->showKey(currentKey());
    refreshActions();
}

// A row that an edit took away leaves the panel without its key; the tree then stands on a neighbour.
void ConfigurePage::keepSelection() {
    if (panel_->key() != currentKey()) selectionChanged();
}

void ConfigurePage::applyFilter() {
    filter_->setWords(filterEdit_->text());
    filter_->setChangedOnly(changedOnly_->isChecked());
    if (!filterEdit_->text().isEmpty() || changedOnly_->isChecked()) tree_->expandAll();
    if (tree_->currentIndex().isValid()) tree_->scrollTo(tree_->currentIndex());
}

void ConfigurePage::showOpened() {
    stack_->setCurrentIndex(1);
    banner_->hide();
    problemCount_ = -1;
    // Groups that the file writes are open; those of defaults alone stay folded.
    for (int i = 0; i < filter_->rowCount(); ++i) {
        const QModelIndex index = filter_->index(i, 0);
        tree_->setExpanded(index, model_->row(filter_->mapToSource(index)).written);
    }
    tree_->setCurrentIndex(filter_->index(0, ConfigTreeModel::ValueColumn));
}

void ConfigurePage::showDifferences() {
    diff_->showDisk();
    stack_->setCurrentWidget(diff_);
    diff_->setFocus();
}

void ConfigurePage::changeEvent(QEvent* event) {
    QWidget::changeEvent(event);
    if (event->type() == QEvent::PaletteChange && tree_) tree_->viewport()->update();
}

}  // namespace lathe::gui
