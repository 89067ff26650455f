// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/configure_page.h"

#include <QAction>
#include <QPointer>
#include <QSplitter>
#include <QStackedWidget>
#include <QTreeView>
#include <QVBoxLayout>

#include "core/config/document.h"
#include "widgets/common/banner.h"
#include "widgets/common/empty_state.h"
#include "widgets/common/icons.h"
#include "widgets/common/notice_stack.h"
#include "widgets/common/theme.h"
#include "widgets/config/config_edits.h"
#include "widgets/config/config_list.h"
#include "widgets/config/configure_actions.h"
#include "widgets/config/diff_view.h"
#include "widgets/config/experiment_document.h"
#include "widgets/config/option_panel.h"
#include "widgets/config/outside_changes.h"
#include "widgets/config/problem_list.h"
#include "widgets/config/recovery.h"
#include "widgets/config/search_panel.h"

namespace lathe::gui {

ConfigurePage::ConfigurePage(const config::Catalog& catalog, QWidget* parent)
    : QWidget(parent), document_(new ExperimentDocument(catalog, this)), stack_(new QStackedWidget(this)) {
    setObjectName("configurePage");
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(stack_);
    stack_->addWidget(makeEmptyState());
    stack_->addWidget(makeEditor());
    diff_ = new DiffView(*document_, stack_);
    stack_->addWidget(diff_);
    actions_ = new ConfigureActions(*document_, *list_, *panel_, *this);
    outside_ = new OutsideChanges(*document_, *banner_, this);
    connect(outside_, &OutsideChanges::compareRequested, this, &ConfigurePage::showDifferences);
    recovery_ = new Recovery(*document_);
    connectDocument();
    connectEditor();
    actions_->refresh();
    setFocusProxy(list_);
}

ConfigurePage::~ConfigurePage() = default;

void ConfigurePage::connectDocument() {
    connect(document_, &ExperimentDocument::titleChanged, this, &ConfigurePage::titleChanged);
    connect(document_, &ExperimentDocument::modifiedChanged, this, &ConfigurePage::modifiedChanged);
    connect(document_, &ExperimentDocument::replaced, this, &ConfigurePage::showOpened);
    connect(document_, &ExperimentDocument::changed, this, [this] {
        found_ = {};  // another text may have other problems
        problems_->setProblems(document_->problems());
        keepSelection();
        actions_->refresh();
        Q_EMIT experimentChanged();
        tellCount();
    });
    connect(document_, &ExperimentDocument::editRefused, this,
            [this](const QString& why) { banner_->showMessage(Banner::Kind::warning, why); });
    connect(document_, &ExperimentDocument::editNoted, this,
            [this](const QString& note) { banner_->showMessage(Banner::Kind::info, note); });
}

void ConfigurePage::connectEditor() {
    connect(list_, &ConfigList::currentChanged, this, &ConfigurePage::showCurrent);
    connect(list_, &ConfigList::tuneToggled, panel_, &OptionPanel::setTuned);
    connect(problems_, &ProblemList::keyChosen, this, &ConfigurePage::showKey);
    connect(panel_, &OptionPanel::keyChosen, this, &ConfigurePage::showKey);
    connect(actions_, &ConfigureActions::differencesRequested, this, &ConfigurePage::showDifferences);
    connect(actions_, &ConfigureActions::nextProblemRequested, this, &ConfigurePage::showNextProblem);
    connect(diff_, &DiffView::closed, this, [this] { stack_->setCurrentIndex(1); });
    connect(diff_, &DiffView::keyChosen, this, &ConfigurePage::showKey);
    connect(diff_, &DiffView::decided, outside_, &OutsideChanges::decide);
}

QWidget* ConfigurePage::makeEmptyState() {
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
    return empty;
}

QWidget* ConfigurePage::makeLeft() {
    auto* left = new QWidget(this);
    list_ = new ConfigList(*document_, left);
    search_ = new SearchPanel(*document_, left);
    problems_ = new ProblemList(left);

    auto* layout = new QVBoxLayout(left);
    layout->setContentsMargins(spacing, spacing, spacing, spacing);
    layout->setSpacing(spacing);
    // What comes and goes with the problems takes its room from the end of the tree: nothing above or below it moves.
    layout->addWidget(list_, 1);
    layout->addWidget(problems_);
    layout->addWidget(search_);
    return left;
}

QWidget* ConfigurePage::makeEditor() {
    auto* editor = new QWidget(stack_);
    banner_ = new Banner(editor);
    banner_->setObjectName("configBanner");
    auto* splitter = new QSplitter(Qt::Horizontal, editor);
    splitter->setObjectName("configSplitter");
    splitter->setChildrenCollapsible(false);
    splitter->addWidget(makeLeft());
    panel_ = new OptionPanel(*document_, splitter);
    panel_->setMinimumWidth(38 * spacing);
    splitter->addWidget(panel_);
    splitter->setStretchFactor(0, 2);
    splitter->setStretchFactor(1, 1);
    splitter->setSizes({92 * spacing, 48 * spacing});
    auto* layout = new QVBoxLayout(editor);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(splitter, 1);
    auto* notices = new NoticeStack(editor);
    notices->addNotice(banner_);
    return editor;
}

Result<void> ConfigurePage::openFile(const QString& file) {
    return document_->open(file);
}

Result<void> ConfigurePage::openText(const QString& text, const QString& suggestedName) {
    return document_->openText(text, suggestedName);
}

Result<void> ConfigurePage::openUnsaved(const QString& text, const QString& suggestedName) {
    const auto opened = openText(text, suggestedName);
    if (opened) document_->keepAgainst({});
    return opened;
}

Result<ConfigurePage::Saving> ConfigurePage::save() {
    if (!document_->file().isEmpty()) return saveAs(document_->file());
    return fail(tr("The experiment has no file yet: choose one with Save as").toStdString());
}

Result<ConfigurePage::Saving> ConfigurePage::saveAs(const QString& file) {
    // What is still being typed belongs to what is saved: a field gives it away with the focus, and has that again.
    if (const QPointer<QWidget> focused = focusWidget(); focused && focused != list_->tree() && focused->hasFocus()) {
        list_->tree()->setFocus();
        if (focused && focused->isVisible()) focused->setFocus();
    }
    const auto end = document_->saveTo(file);
    if (!end) return fail(end.error());
    outside_->watch();
    outside_->tell(*end);
    return end->isSaved() ? Saving::done : Saving::undecided;
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

tl::expected<search::Experiment, Errors> ConfigurePage::experiment(std::optional<search::Purpose> purpose) const {
    return document_->experiment(purpose);
}

const Errors& ConfigurePage::problems() const {
    return document_->problems();
}

void ConfigurePage::setFindings(const CheckFindings& findings) {
    found_ = findings;
    problems_->setProblems(document_->problems(), found_);
    tellCount();
}

void ConfigurePage::addProblemAction(QAction* action) {
    problems_->addListAction(action);
}

void ConfigurePage::tellCount() {
    const int count = static_cast<int>(document_->problems().size() + found_.errors.size());
    if (count != std::exchange(problemCount_, count)) Q_EMIT problemsChanged(count);
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
    return actions_->all();
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

void ConfigurePage::setPastStudies(const QVector<PastStudy>& studies) {
    search_->setPastStudies(studies);
}

void ConfigurePage::rereadFiles() {
    if (document_->isOpen()) document_->rereadFiles();
}

void ConfigurePage::setObservedParams(const QVector<space::Params>& params) {
    panel_->setObserved(params);
}

void ConfigurePage::showKey(const QString& key) {
    if (key == "search" || key.startsWith("search.")) {
        search_->setExpanded(true);
        return;
    }
    list_->showKey(key);
}

void ConfigurePage::showCurrent() {
    panel_->showKey(list_->currentKey());
    actions_->refresh();
}

// A row that an edit took away leaves the panel without its key; the tree then stands on a neighbour.
void ConfigurePage::keepSelection() {
    if (panel_->key() != list_->currentKey()) showCurrent();
}

void ConfigurePage::showOpened() {
    stack_->setCurrentIndex(1);
    banner_->hide();
    problemCount_ = -1;
    list_->showTop();
}

void ConfigurePage::showDifferences() {
    diff_->showDisk();
    stack_->setCurrentWidget(diff_);
    diff_->setFocus();
}

void ConfigurePage::showNextProblem() {
    Errors problems = document_->problems();
    problems.insert(problems.end(), found_.errors.begin(), found_.errors.end());
    if (problems.empty()) return;
    const std::string here = list_->currentKey().toStdString();
    std::size_t next = 0;
    for (std::size_t i = 0; i < problems.size(); ++i)
        if (configKey(problems[i]) == here) next = (i + 1) % problems.size();
    showKey(QString::fromStdString(configKey(problems[next])));
}

}  // namespace lathe::gui
