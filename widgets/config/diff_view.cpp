// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/diff_view.h"

#include <algorithm>

#include <QAction>
#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QLabel>
#include <QPushButton>
#include <QTableView>
#include <QVBoxLayout>

#include "core/config/document.h"
#include "widgets/common/icons.h"
#include "widgets/common/panel_header.h"
#include "widgets/common/theme.h"
#include "widgets/config/diff_model.h"
#include "widgets/config/experiment_document.h"

namespace lathe::gui {

DiffView::DiffView(ExperimentDocument& document, QWidget* parent)
    : QWidget(parent),
      document_(document),
      model_(new DiffModel(this)),
      table_(new QTableView(this)),
      summary_(new QLabel(this)) {
    setObjectName("diffView");
    table_->setObjectName("diffTable");
    table_->setAccessibleName(tr("Keys that differ"));
    table_->setModel(model_);
    table_->setSelectionBehavior(QAbstractItemView::SelectRows);
    table_->setTextElideMode(Qt::ElideMiddle);
    table_->setAlternatingRowColors(true);
    table_->setShowGrid(false);
    table_->setTabKeyNavigation(false);
    table_->verticalHeader()->hide();
    table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
    table_->horizontalHeader()->setHighlightSections(false);
    summary_->setObjectName("diffSummary");
    summary_->setWordWrap(true);
    summary_->setContentsMargins(spacing, 0, spacing, 0);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, spacing);
    layout->setSpacing(spacing);
    buildActions();
    layout->addLayout(makeChoices());
    refreshActions();
    layout->addWidget(table_, 1);
    connect(&document, &ExperimentDocument::changed, this, [this] {
        if (isVisible()) refresh();
    });
    connect(table_, &QTableView::doubleClicked, this, &DiffView::goToKey);
    connect(table_->selectionModel(), &QItemSelectionModel::selectionChanged, this, &DiffView::refreshActions);
    setFocusProxy(table_);
}

void DiffView::buildActions() {
    auto* header = new PanelHeader(tr("Differences"), this);
    const auto add = [&](const char* name, const QString& text, const char* iconName, auto slot) {
        auto* action = new QAction(icon(iconName), text, this);
        action->setObjectName(name);
        header->addAction(action);
        connect(action, &QAction::triggered, this, slot);
        return action;
    };
    take_ = add("takeOther", tr("Take the other value"), "import", &DiffView::takeOther);
    go_ = add("goToKey", tr("Go to the key"), "find", &DiffView::goToKey);
    add("compareFile", tr("Compare with another file"), "open", &DiffView::chooseFile);
    add("compareDisk", tr("Compare with the file on the disk"), "refresh", &DiffView::showDisk);
    QAction* close = add("closeDiff", tr("Back to the options"), "close", &DiffView::closed);
    close->setShortcut(Qt::Key_Escape);
    close->setShortcutContext(Qt::WidgetWithChildrenShortcut);
    addAction(close);
    static_cast<QVBoxLayout*>(layout())->addWidget(header);
}

// What to do with all keys that both changed; those that were taken one by one are none of them any more.
QLayout* DiffView::makeChoices() {
    auto* row = new QHBoxLayout;
    row->setContentsMargins(0, 0, spacing, 0);
    row->setSpacing(spacing);
    row->addWidget(summary_, 1);
    using Conflicts = ExperimentDocument::Conflicts;
    const auto add = [&](const char* name, const QString& text, const QString& tip, Conflicts whose) {
        auto* button = new QPushButton(text, this);
        button->setObjectName(name);
        button->setAccessibleName(text);
        button->setToolTip(tip);
        connect(button, &QPushButton::clicked, this, [this, whose] { decide(whose); });
        row->addWidget(button);
        return button;
    };
    takeAll_ = add("takeAllTheirs", tr("Take theirs there"),
                   tr("Where both changed a key, take the value of the file on the disk"), Conflicts::take_theirs);
    keepAll_ = add("keepAllMine", tr("Keep mine there"), tr("Where both changed a key, keep the value that is here"),
                   Conflicts::keep_mine);
    return row;
}

void DiffView::refreshActions() {
    const bool any = table_->selectionModel()->hasSelection();
    take_->setEnabled(any && other_);
    go_->setEnabled(any);
    for (QPushButton* button : {takeAll_, keepAll_}) button->setVisible(disk_ && other_ && model_->conflicts() > 0);
}

void DiffView::decide(ExperimentDocument::Conflicts whose) {
    if (!other_) return;
    const std::string text = other_->text();
    Q_EMIT closed();
    Q_EMIT decided(text, whose);
}

void DiffView::showDisk() {
    other_.reset();
    disk_ = true;
    if (!document_.file().isEmpty())
        if (auto disk = config::Document::load(document_.file().toStdString())) other_ = std::move(*disk);
    refresh();
}

Result<void> DiffView::openFile(const QString& file) {
    auto document = config::Document::load(file.toStdString());
    if (!document) return tl::make_unexpected(std::move(document.error()));
    other_ = std::move(*document);
    disk_ = false;
    refresh();
    return {};
}

void DiffView::chooseFile() {
    auto* dialog = new QFileDialog(this, tr("Compare with"), QFileInfo(document_.file()).path(),
                                   tr("Experiments (*.yaml *.yml);;All files (*)"));
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    dialog->setFileMode(QFileDialog::ExistingFile);
    connect(dialog, &QFileDialog::fileSelected, this, [this](const QString& file) {
        if (const auto done = openFile(file); !done) summary_->setText(QString::fromStdString(done.error().str()));
    });
    dialog->open();
}

void DiffView::refresh() {
    const auto base = config::Document::parse(document_.savedText());
    model_->setVersions(base ? base->root() : document_.document().root(), document_.document().root(),
                        other_ ? &other_->root() : nullptr);
    const QString name = other_ ? QFileInfo(QString::fromStdString(other_->file())).fileName() : QString();
    const int rows = model_->rowCount();
    if (rows == 0) summary_->setText(tr("There are no differences."));
    else if (const int both = model_->conflicts(); both > 0)
        summary_->setText(tr("Keys changed both here and in %1: %2").arg(name).arg(both) +
                          (disk_ ? QStringLiteral(". ") + tr("Nothing is saved before that is decided.") : QString()));
    else summary_->setText(tr("Keys that differ: %1").arg(rows));
    refreshActions();
}

void DiffView::takeOther() {
    if (!other_) return;
    std::vector<std::string> chosen;
    for (const QModelIndex& index : table_->selectionModel()->selectedRows())
        if (const auto path = model_->wholeOf(index.row());
            std::find(chosen.begin(), chosen.end(), path) == chosen.end())
            chosen.push_back(path);
    if (chosen.empty()) return;
    const config::Document other = *other_;
    document_.edit(tr("values of the other file"), [&](EditDraft& draft) -> Result<void> {
        for (const auto& path : chosen) {
            if (path.empty()) return draft.replaceAll(other.text());
            const config::Value* value = other.root().find(path);
            if (!value && !draft.contains(path)) continue;
            const auto text = other.text_of(path);
            auto done = !value ? draft.erase(path) : text ? draft.setText(path, *text) : draft.setValue(path, *value);
            if (!done) return done;
        }
        return {};
    });
}

void DiffView::goToKey() {
    const QModelIndex index = table_->currentIndex();
    if (!index.isValid()) return;
    const auto steps = config::split_path(model_->change(index.row()).path);
    const std::string& path = model_->change(index.row()).path;
    const bool space = steps.size() > 1 && steps[0] == "space";
    const bool config = path.starts_with("config.");
    const QString key = QString::fromStdString(space ? steps[1] : config ? path.substr(7) : path);
    Q_EMIT closed();
    Q_EMIT keyChosen(key);
}

}  // namespace lathe::gui
