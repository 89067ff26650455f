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
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(spacing / 2);
    layout->addWidget(title_);
    layout->addWidget(list_);
    const auto choose = [this](const QListWidgetItem* item) { Q_EMIT keyChosen(item->data(Qt::UserRole).toString()); };
    connect(list_, &QListWidget::itemClicked, this, choose);
    connect(list_, &QListWidget::itemActivated, this, choose);
    hide();
}

void ProblemList::setProblems(const Errors& problems) {
    list_->clear();
    for (const auto& error : problems) {
        auto* item = new QListWidgetItem(icon("error", IconTone::bad), problemText(error), list_);
        item->setToolTip(problemText(error));
        item->setData(Qt::UserRole, QString::fromStdString(configKey(error)));
    }
    title_->setText(tr("%n problem(s)", nullptr, static_cast<int>(problems.size())));
    setVisible(!problems.empty());
    if (problems.empty()) return;
    const int rows = std::min(mostRowsShown, list_->count());
    list_->setFixedHeight(rows * list_->sizeHintForRow(0) + 2 * list_->frameWidth());
}

}  // namespace lathe::gui
