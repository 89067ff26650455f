// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/config/warm_start_row.h"

#include <QHBoxLayout>
#include <QLineEdit>
#include <QMenu>
#include <QStringList>
#include <QToolButton>

#include "widgets/common/theme.h"
#include "widgets/config/config_edits.h"
#include "widgets/config/search_setting.h"
#include "widgets/config/value_editor.h"

namespace lathe::gui {

WarmStartRow::WarmStartRow(ExperimentDocument& document, QWidget* parent)
    : QWidget(parent),
      document_(document),
      field_(new QLineEdit(this)),
      choose_(new QToolButton(this)),
      menu_(new QMenu(this)) {
    field_->setObjectName(QStringLiteral("warmStart"));
    field_->setAccessibleName(tr("Folders of past studies to start from"));
    field_->setPlaceholderText(tr("nothing, or the folders of past studies"));
    field_->setToolTip(tr("Start from what past studies learned: the best parameters that they found are tried first"));
    choose_->setObjectName(QStringLiteral("choosePastStudies"));
    choose_->setText(tr("Past studies"));
    choose_->setAccessibleName(tr("Choose past studies to start from"));
    choose_->setToolTip(field_->toolTip());
    choose_->setPopupMode(QToolButton::InstantPopup);
    choose_->setMenu(menu_);
    choose_->setFocusPolicy(Qt::StrongFocus);
    menu_->setToolTipsVisible(true);
    auto* line = new QHBoxLayout(this);
    line->setContentsMargins(0, 0, 0, 0);
    line->setSpacing(spacing);
    line->addWidget(field_, 1);
    line->addWidget(choose_);
    connect(menu_, &QMenu::aboutToShow, this, &WarmStartRow::fillMenu);
    onValueEdited(field_, this, [this](const QString& text, bool) {
        QStringList folders;
        for (const QString& folder : text.split(u',', Qt::SkipEmptyParts))
            if (!folder.trimmed().isEmpty()) folders << folder.trimmed();
        if (folders != chosen()) write(folders);
    });
}

QStringList WarmStartRow::chosen() const {
    QStringList out;
    const config::Value* written = document_.document().root().find("search.warm_start");
    if (!written || !written->is_list()) return out;
    for (const config::Value& one : written->as_list())
        out << QString::fromStdString(one.is_string() ? one.as_string() : config::to_yaml_inline(one));
    return out;
}

void WarmStartRow::write(const QStringList& folders) {
    config::List all;
    for (const QString& one : folders) all.emplace_back(one.toStdString());
    const QString text =
        folders.isEmpty() ? QString() : QString::fromStdString(config::to_yaml_inline(config::Value(std::move(all))));
    setSearchText(document_, QStringLiteral("warm_start"), text);
}

void WarmStartRow::setPastStudies(const QVector<PastStudy>& studies) {
    studies_ = studies;
    choose_->setEnabled(!studies_.isEmpty());
}

void WarmStartRow::refresh() {
    field_->setText(chosen().join(QStringLiteral(", ")));
    choose_->setEnabled(!studies_.isEmpty());
}

void WarmStartRow::fillMenu() {
    menu_->clear();
    const QStringList now = chosen();
    for (const PastStudy& study : std::as_const(studies_)) {
        QAction* action = menu_->addAction(study.label);
        action->setToolTip(study.folder);
        action->setCheckable(true);
        action->setChecked(now.contains(study.folder));
        connect(action, &QAction::triggered, this, [this, folder = study.folder](bool on) {
            QStringList folders = chosen();
            folders.removeAll(folder);
            if (on) folders << folder;
            write(folders);
        });
    }
}

}  // namespace lathe::gui
