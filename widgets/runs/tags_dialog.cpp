// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/tags_dialog.h"

#include <algorithm>

#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"

namespace lathe::gui {

TagsDialog::TagsDialog(const std::vector<MarkedRecord>& records, const std::set<std::string>& known, QWidget* parent)
    : QDialog(parent), list_(new QListWidget), new_(new QLineEdit), problem_(new QLabel) {
    setObjectName(QStringLiteral("tagsDialog"));
    setWindowTitle(tr("Tags of %n record(s)", nullptr, static_cast<int>(records.size())));
    list_->setObjectName(QStringLiteral("tagsList"));
    list_->setAccessibleName(tr("Tags"));
    new_->setObjectName(QStringLiteral("tagsNew"));
    new_->setAccessibleName(tr("New tags"));
    new_->setPlaceholderText(tr("New tags, separated by spaces"));
    problem_->setObjectName(QStringLiteral("tagsProblem"));
    problem_->setTextFormat(Qt::PlainText);
    problem_->setWordWrap(true);
    problem_->hide();
    for (const auto& tag : known) {
        const auto having =
            std::ranges::count_if(records, [&](const auto& one) { return one.marks.tags.contains(tag); });
        const bool all = having == static_cast<std::ptrdiff_t>(records.size());
        addTag(QString::fromStdString(tag), all ? Qt::Checked : having > 0 ? Qt::PartiallyChecked : Qt::Unchecked);
    }
    list_->setVisible(!known.empty());

    auto* buttons = new QDialogButtonBox(QDialogButtonBox::Ok | QDialogButtonBox::Cancel);
    for (auto* button : buttons->findChildren<QPushButton*>()) button->setIcon({});
    connect(buttons, &QDialogButtonBox::accepted, this, &TagsDialog::accept);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    auto* layout = new QVBoxLayout(this);
    layout->setContentsMargins(2 * spacing, 2 * spacing, 2 * spacing, 2 * spacing);
    layout->setSpacing(spacing);
    layout->addWidget(list_);
    layout->addWidget(new_);
    layout->addWidget(problem_);
    layout->addWidget(buttons);
    new_->setFocus();
}

void TagsDialog::addTag(const QString& tag, Qt::CheckState state) {
    auto* item = new QListWidgetItem(tag, list_);
    item->setFlags(item->flags() | Qt::ItemIsUserCheckable);
    item->setCheckState(state);
}

// False, and says why, when one of them is no tag.
bool TagsDialog::takeNewTags() {
    const QString text = new_->text();
    store::Marks wanted;
    for (const QString& tag : text.split(QChar(u' '), Qt::SkipEmptyParts))
        for (const QString& one : tag.split(QChar(u','), Qt::SkipEmptyParts)) wanted.tags.insert(one.toStdString());
    if (const auto good = store::check_marks(wanted); !good) {
        problem_->setText(QString::fromStdString(good.error().str()));
        problem_->show();
        return false;
    }
    for (const auto& tag : wanted.tags) {
        const QString name = QString::fromStdString(tag);
        const auto there = list_->findItems(name, Qt::MatchExactly | Qt::MatchCaseSensitive);
        if (there.isEmpty()) addTag(name, Qt::Checked);
        else there.front()->setCheckState(Qt::Checked);
    }
    return true;
}

void TagsDialog::accept() {
    if (takeNewTags()) QDialog::accept();
}

std::set<std::string> TagsDialog::tagsIn(Qt::CheckState state) const {
    std::set<std::string> tags;
    for (int row = 0; row < list_->count(); ++row)
        if (list_->item(row)->checkState() == state) tags.insert(list_->item(row)->text().toStdString());
    return tags;
}

std::set<std::string> TagsDialog::added() const {
    return tagsIn(Qt::Checked);
}

std::set<std::string> TagsDialog::removed() const {
    return tagsIn(Qt::Unchecked);
}

}  // namespace lathe::gui
