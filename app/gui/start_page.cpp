// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/gui/start_page.h"

#include <QAction>
#include <QDir>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QLabel>
#include <QListWidget>
#include <QPushButton>
#include <QVBoxLayout>

#include "widgets/common/icons.h"
#include "widgets/common/plain_label.h"
#include "widgets/common/theme.h"

namespace lathe::gui {
namespace {

constexpr int columnWidth = 72 * spacing;

QString shortFolder(const QString& file) {
    const QString folder = QFileInfo(file).absolutePath();
    const QString home = QDir::homePath();
    return folder.startsWith(home + QLatin1Char('/')) || folder == home ? QLatin1Char('~') + folder.mid(home.size())
                                                                        : folder;
}

}  // namespace

StartPage::StartPage(const QList<QAction*>& actions, QWidget* parent)
    : QWidget(parent), recentTitle_(new QLabel(tr("Opened before"), this)), recent_(new QListWidget(this)) {
    setObjectName(QStringLiteral("startPage"));
    auto* logo = new QLabel(this);
    logo->setPixmap(applicationIcon().pixmap(7 * spacing, 7 * spacing));
    auto* title = new QLabel(tr("What would you like to train?"), this);
    title->setObjectName(QStringLiteral("startTitle"));
    title->setFont([] {
        QFont font = headingFont();
        font.setPointSizeF(font.pointSizeF() * 1.3);
        return font;
    }());
    auto* text = new QLabel(tr("An experiment is one file: a config, the options of it that are searched, and how. The "
                               "example trains LeNet on Fashion-MNIST and searches over its learning rate."),
                            this);
    text->setWordWrap(true);
    text->setProperty("muted", true);

    // Two a row: their texts are long in some languages.
    constexpr int buttonsInRow = 2;
    auto* buttons = new QGridLayout;
    buttons->setSpacing(spacing);
    for (QAction* action : actions) {
        QString label = action->text();
        label.remove(QChar(0x2026));
        auto* button = new QPushButton(label, this);
        button->setObjectName(action->objectName() + QStringLiteral("StartButton"));
        button->setAccessibleName(plainLabel(label));
        button->setToolTip(action->toolTip());
        const bool primary = action == actions.first();
        button->setProperty("primary", primary);
        if (!primary) button->setIcon(action->icon());
        button->setMinimumHeight(4 * spacing);
        connect(button, &QPushButton::clicked, action, &QAction::trigger);
        const int place = buttons->count();
        buttons->addWidget(button, place / buttonsInRow, place % buttonsInRow);
    }
    buttons->setColumnStretch(buttonsInRow, 1);

    recentTitle_->setProperty("section", true);
    recent_->setObjectName(QStringLiteral("recentFiles"));
    recent_->setAccessibleName(tr("Opened before"));
    recent_->setProperty("boxed", true);
    recent_->setTextElideMode(Qt::ElideMiddle);
    recent_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    const auto choose = [this](const QListWidgetItem* item) { Q_EMIT fileChosen(item->data(Qt::UserRole).toString()); };
    connect(recent_, &QListWidget::itemActivated, this, choose);
    connect(recent_, &QListWidget::itemClicked, this, choose);

    auto* column = new QWidget(this);
    column->setMaximumWidth(columnWidth);
    auto* inner = new QVBoxLayout(column);
    inner->setContentsMargins(2 * spacing, 2 * spacing, 2 * spacing, 2 * spacing);
    inner->setSpacing(spacing);
    inner->addWidget(logo);
    inner->addSpacing(spacing);
    inner->addWidget(title);
    inner->addWidget(text);
    inner->addSpacing(spacing);
    inner->addLayout(buttons);
    inner->addSpacing(2 * spacing);
    inner->addWidget(recentTitle_);
    inner->addWidget(recent_);

    auto* row = new QHBoxLayout;
    row->addStretch(1);
    row->addWidget(column, 8);
    row->addStretch(1);
    auto* layout = new QVBoxLayout(this);
    layout->addStretch(2);
    layout->addLayout(row);
    layout->addStretch(3);
    setRecentFiles({});
}

void StartPage::setRecentFiles(const QStringList& files) {
    recent_->clear();
    for (const QString& file : files) {
        auto* item =
            new QListWidgetItem(icon(QStringLiteral("file"), IconTone::muted),
                                QFileInfo(file).fileName() + QStringLiteral("   ") + shortFolder(file), recent_);
        item->setData(Qt::UserRole, file);
        item->setToolTip(file);
    }
    const int rows = static_cast<int>(std::min<qsizetype>(files.size(), 6));
    recent_->setFixedHeight(rows * (recent_->sizeHintForRow(0) + 1) + spacing);
    recentTitle_->setVisible(!files.isEmpty());
    recent_->setVisible(!files.isEmpty());
}

}  // namespace lathe::gui
