// SPDX-License-Identifier: GPL-3.0-or-later
#include "widgets/runs/log_view.h"

#include <algorithm>

#include <QLabel>
#include <QSplitter>
#include <QVBoxLayout>

#include "widgets/common/theme.h"
#include "widgets/runs/record_text_edit.h"

namespace lathe::gui {

namespace {

constexpr std::size_t mostColumns = 8;
constexpr int columnWidth = 28 * spacing;  // at least

}  // namespace

LogView::LogView(QWidget* parent) : QScrollArea(parent), leftOut_(new QLabel), splitter_(new QSplitter) {
    setObjectName(QStringLiteral("reviewLogs"));
    setFrameShape(QFrame::NoFrame);
    setWidgetResizable(true);
    setFocusPolicy(Qt::NoFocus);
    splitter_->setChildrenCollapsible(false);
    splitter_->setHandleWidth(1);
    leftOut_->setObjectName(QStringLiteral("reviewLogsLeftOut"));
    leftOut_->setContentsMargins(spacing, spacing, spacing, 0);
    leftOut_->setForegroundRole(QPalette::PlaceholderText);
    leftOut_->hide();
    auto* inner = new QWidget;
    auto* layout = new QVBoxLayout(inner);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(leftOut_);
    layout->addWidget(splitter_, 1);
    setWidget(inner);
    setColumns(1);
}

void LogView::setColumns(std::size_t count) {
    while (columns_.size() > count) {
        delete columns_.back().widget;
        columns_.pop_back();
    }
    while (columns_.size() < count) {
        const auto place = columns_.size();
        const QString name = QStringLiteral("reviewLog") + (place > 0 ? QString::number(place) : QString());
        Column column{new QWidget, new QLabel, new RecordTextEdit(name, tr("Log"))};
        column.label->setFont(headingFont());
        column.label->setTextFormat(Qt::PlainText);
        column.label->setTextInteractionFlags(Qt::TextSelectableByMouse);
        column.label->setContentsMargins(spacing, spacing, spacing, 0);
        column.label->setMinimumWidth(0);
        column.label->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
        column.text->setMinimumWidth(columnWidth);
        auto* layout = new QVBoxLayout(column.widget);
        layout->setContentsMargins(0, 0, 0, 0);
        layout->setSpacing(0);
        layout->addWidget(column.label);
        layout->addWidget(column.text, 1);
        splitter_->addWidget(column.widget);
        columns_.push_back(column);
    }
    setFocusProxy(columns_.front().text);
}

void LogView::tellLeftOut(std::size_t count) {
    leftOut_->setText(
        tr("%n more log(s) are not shown: select fewer trials to read them.", nullptr, static_cast<int>(count)));
    leftOut_->setVisible(count > 0);
}

void LogView::showText(const QString& text) {
    tellLeftOut(0);
    setColumns(1);
    columns_.front().label->hide();
    columns_.front().text->setAccessibleName(tr("Log"));
    columns_.front().text->setTextKeepingPlace(text);
}

void LogView::showLogs(const std::vector<Log>& logs, std::size_t all) {
    if (logs.empty()) return showText({});
    tellLeftOut(all - std::min(mostColumns, all));
    setColumns(std::min(mostColumns, logs.size()));
    for (std::size_t i = 0; i < columns_.size(); ++i) {
        columns_[i].label->setText(logs[i].label);
        columns_[i].label->setToolTip(logs[i].label);
        columns_[i].label->setVisible(columns_.size() > 1);
        columns_[i].text->setAccessibleName(tr("Log of %1").arg(logs[i].label));
        columns_[i].text->setTextKeepingPlace(logs[i].text);
    }
}

}  // namespace lathe::gui
