// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/problem_list.h"

#include <QLabel>
#include <QListWidget>
#include <QVBoxLayout>

#include "widgets/common/icons.h"
#include "widgets/common/theme.h"
#include "widgets/config/experiment_document.h"

namespace lathe::gui {

namespace {

constexpr int mostRowsShown = 5;

QString problemText(const Error& error) {
    QString text = QString::fromStdString(error.what);
    // A file of the data, say: without a line it is not the experiment.
    if (!error.file.empty() && error.line == 0) text = QString::fromStdString(error.file) + ": " + text;
    if (!error.key.empty()) text = QString::fromStdString(error.key) + ": " + text;
    if (!error.hint.empty()) text += "; " + QString::fromStdString(error.hint);
    if (error.line > 0) text += ProblemList::tr("  (line %1)").arg(error.line);
    return text;
}

}  // namespace

ProblemList::ProblemList(QWidget* parent) : QWidget(parent), title_(new QLabel(this)), list_(new QListWidget(this)) {
    title_->setObjectName("problemTitle");
    title_->setContentsMargins(spacing, 0, spacing, 0);
    list_->setObjectName("problemList");
    list_->setAccessibleName(tr("Problems of the experiment"));
    list_->setTextElideMode(Qt::ElideMiddle);
    list_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    list_->setContextMenuPolicy(Qt::ActionsContextMenu);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing / 2);
    layout->addWidget(title_);
    layout->addWidget(list_);
    const auto choose = [this](const QListWidgetItem* item) {
        if (const QString key = item->data(Qt::UserRole).toString(); !key.isEmpty()) Q_EMIT keyChosen(key);
    };
    connect(list_, &QListWidget::itemClicked, this, choose);
    connect(list_, &QListWidget::itemActivated, this, choose);
    hide();
}

void ProblemList::addListAction(QAction* action) {
    list_->addAction(action);
}

void ProblemList::addRow(const QIcon& icon, const QString& text, const QString& kind, const QString& key) {
    auto* item = new QListWidgetItem(icon, text, list_);
    item->setToolTip(text);
    item->setData(Qt::UserRole, key);
    item->setData(Qt::AccessibleTextRole, tr("%1: %2").arg(kind, text));
}

void ProblemList::setProblems(const Errors& problems, const CheckFindings& found) {
    list_->clear();
    for (const auto& error : problems)
        addRow(icon("error", IconTone::bad), problemText(error), tr("Problem"),
               QString::fromStdString(configKey(error)));
    for (const auto& error : found.errors)
        addRow(icon("data", IconTone::bad), tr("%1  (found by the check)").arg(problemText(error)), tr("Problem"),
               QString::fromStdString(configKey(error)));
    for (const auto& note : found.notes) addRow(icon("warning", IconTone::warning), note, tr("Note"), {});
    const int errors = static_cast<int>(problems.size() + found.errors.size());
    const int notes = static_cast<int>(found.notes.size());
    QStringList title;
    if (errors > 0) title << tr("%n problem(s)", nullptr, errors);
    if (notes > 0) title << tr("%n note(s) of the check", nullptr, notes);
    title_->setText(title.join(QStringLiteral(", ")));
    setVisible(list_->count() > 0);
    if (list_->count() == 0) return;
    const int rows = std::min(mostRowsShown, list_->count());
    list_->setFixedHeight(rows * list_->sizeHintForRow(0) + 2 * list_->frameWidth());
}

}  // namespace lathe::gui
