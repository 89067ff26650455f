// SPDX-License-Identifier: GPL-3.0-or-later
#include <QApplication>
#include <QDialogButtonBox>
#include <QFile>
#include <QFileDialog>
#include <QMessageBox>
#include <QPushButton>
#include <QStyle>
#include <QTest>
#include <QToolButton>

#include "tests/test_program.h"
#include "widgets/common/theme.h"

using namespace lathe::gui;

namespace {

bool isOwn(const QIcon& icon) {
    return QFile::exists(QStringLiteral(":/lathe/icons/%1.svg").arg(icon.name()));
}

}  // namespace

class TestIconStyle : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::light); }

    void standardIconsAreOurs() {
        const auto name = [](QStyle::StandardPixmap which) {
            return QApplication::style()->standardIcon(which).name();
        };
        QCOMPARE(name(QStyle::SP_DialogSaveButton), QStringLiteral("save"));
        QCOMPARE(name(QStyle::SP_DialogCancelButton), QStringLiteral("close"));
        QCOMPARE(name(QStyle::SP_MessageBoxWarning), QStringLiteral("warning"));
        QCOMPARE(name(QStyle::SP_DirIcon), QStringLiteral("folder"));
        QVERIFY(!QApplication::style()->standardIcon(QStyle::SP_MediaPlay).isNull());  // of the style beneath
    }

    void buttonsOfDialogs() {
        QDialogButtonBox box;
        for (const auto which : {QDialogButtonBox::Ok, QDialogButtonBox::Save, QDialogButtonBox::Open,
                                 QDialogButtonBox::Cancel, QDialogButtonBox::Close, QDialogButtonBox::Discard,
                                 QDialogButtonBox::Apply, QDialogButtonBox::Reset, QDialogButtonBox::Help}) {
            const auto* button = box.addButton(which);
            QVERIFY2(button->icon().isNull() || isOwn(button->icon()), qPrintable(button->text()));
        }
        for (const auto which :
             {QMessageBox::Question, QMessageBox::Information, QMessageBox::Warning, QMessageBox::Critical}) {
            QMessageBox message;
            message.setIcon(which);
            QVERIFY(!message.iconPixmap().isNull());
        }
    }

    void toolsOfTheFileDialog() {
        QFileDialog dialog;
        dialog.setOption(QFileDialog::DontUseNativeDialog);
        int seen = 0;
        for (const char* name :
             {"backButton", "toParentButton", "newFolderButton", "listModeButton", "detailModeButton"})
            if (const auto* tool = dialog.findChild<QToolButton*>(QLatin1String(name))) {
                ++seen;
                QVERIFY2(isOwn(tool->icon()), name);
            }
        QCOMPARE(seen, 5);
    }
};

LATHE_WINDOW_TEST(TestIconStyle)
#include "test_icon_style.moc"
