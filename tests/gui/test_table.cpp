// SPDX-License-Identifier: GPL-3.0-or-later
// Looking at an experiment's table in the window.
#include "app/services.h"
#include "tests/test_program.h"

#ifdef LATHE_HAS_CATALOG

#include <QAbstractItemModelTester>
#include <QDir>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QTableView>
#include <QToolButton>

#include "app/gui/table_columns_model.h"
#include "app/gui/table_dialog.h"
#include "widgets/common/theme.h"
#include "widgets/config/configure_page.h"
#include "window_fixture.h"

using namespace lathe;
using namespace lathe::gui;
using lathe::test::WindowFixture;

namespace {

QString writeTable(const WindowFixture& lathe, const QByteArray& table) {
    QFile csv(QDir(lathe.folder()).filePath(QStringLiteral("t.csv")));
    if (csv.open(QIODevice::WriteOnly)) csv.write(table);
    QFile file(QDir(lathe.folder()).filePath(QStringLiteral("table.yaml")));
    if (file.open(QIODevice::WriteOnly)) {
        file.write(
            "lathe: 1\nname: table\nconfig:\n  network: {name: mlp}\n"
            "  data: {name: csv, file: t.csv, target: y}\n");
    }
    return file.fileName();
}

TableDialog* openTable(WindowFixture& lathe) {
    lathe.action("showTableAction")->trigger();
    return lathe.find<TableDialog>("tableDialog");
}

QString cell(WindowFixture& lathe, int row, TableColumnsModel::Section section, int role = Qt::DisplayRole) {
    const auto* model = lathe.find<QTableView>("tableColumns")->model();
    return model->data(model->index(row, section), role).toString();
}

const QByteArray people =
    "id,age,city,y\n"
    "1,20,Bonn,a\n2,,Kiel,b\n3,41,Bonn,a\n4,77,Ulm,b\n5,30,Bonn,a\n6,31,Kiel,\n";

}  // namespace

class TestTable : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::light); }

    void theColumnsOfTheExperimentsTable() {
        WindowFixture lathe(Services::catalog());
        QVERIFY(!lathe.action("showTableAction")->isEnabled());
        lathe.window().openFile(writeTable(lathe, people));
        QVERIFY(lathe.action("showTableAction")->isEnabled());
        TableDialog* dialog = openTable(lathe);
        QVERIFY(dialog->isVisible() && !dialog->isModal());
        QTRY_VERIFY(!dialog->isReading());
        auto* view = lathe.find<QTableView>("tableColumns");
        const QAbstractItemModelTester tester(view->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        QCOMPARE(view->model()->rowCount(), 4);
        QCOMPARE(cell(lathe, 0, TableColumnsModel::Name), QStringLiteral("id"));
        QCOMPARE(cell(lathe, 0, TableColumnsModel::Use), QStringLiteral("left out"));
        QVERIFY(!cell(lathe, 0, TableColumnsModel::Use, Qt::ToolTipRole).isEmpty());
        QCOMPARE(cell(lathe, 1, TableColumnsModel::Missing), QStringLiteral("1"));
        QCOMPARE(cell(lathe, 1, TableColumnsModel::Most), QStringLiteral("77"));
        QCOMPARE(cell(lathe, 2, TableColumnsModel::Histogram, Qt::AccessibleTextRole),
                 QStringLiteral("Bonn: 3, Kiel: 2, Ulm: 1"));
        QCOMPARE(cell(lathe, 3, TableColumnsModel::Use), QStringLiteral("predicted"));
        QVERIFY(lathe.find<QLabel>("tableMessage")->text().contains(QStringLiteral("6 rows, 4 columns")));
        QVERIFY(
            lathe.find<QPlainTextEdit>("tableNotes")->toPlainText().contains(QStringLiteral("1 of 6 rows has no y")));
        QVERIFY(!view->accessibleName().isEmpty());
        const QString folder = qEnvironmentVariable("LATHE_SCREENSHOTS");
        for (const ThemeChoice theme : {ThemeChoice::dark, ThemeChoice::light}) {
            if (folder.isEmpty()) break;
            applyTheme(*qApp, theme);
            dialog->grab().save(
                QDir(folder).filePath(QStringLiteral("table-") + nameOf(theme) + QStringLiteral(".png")));
        }
    }

    void anEditCountsWhenItIsReadAgain() {
        WindowFixture lathe(Services::catalog());
        lathe.window().openFile(writeTable(lathe, people));
        TableDialog* dialog = openTable(lathe);
        QTRY_VERIFY(!dialog->isReading());
        QVERIFY(lathe.window().configurePage()->setValue(QStringLiteral("data.exclude"), QStringLiteral("[age]")));
        lathe.find<QPushButton>("tableReadAgain")->click();
        QVERIFY(dialog->isReading());
        QTRY_VERIFY(!dialog->isReading());
        QCOMPARE(cell(lathe, 1, TableColumnsModel::Use), QStringLiteral("left out"));
    }

    void aMistakeIsTold() {
        WindowFixture lathe(Services::catalog());
        lathe.window().openFile(writeTable(lathe, "a,a,y\n1,2,3\n"));
        TableDialog* dialog = openTable(lathe);
        QTRY_VERIFY(!dialog->isReading());
        const QString message = lathe.find<QLabel>("tableMessage")->text();
        QVERIFY2(message.contains(QStringLiteral("both called")), qPrintable(message));
        QCOMPARE(lathe.find<QTableView>("tableColumns")->model()->rowCount(), 0);
    }

    void theActionStandsBesideTheFile() {
        WindowFixture lathe(Services::catalog());
        lathe.window().openFile(writeTable(lathe, people));
        auto* button = lathe.find<QToolButton>("showTableActionKeyButton");
        lathe.window().configurePage()->showKey(QStringLiteral("data.file"));
        QVERIFY(button->isVisible());
        button->click();
        QVERIFY(lathe.find<TableDialog>("tableDialog")->isVisible());
        QTRY_VERIFY(!lathe.find<TableDialog>("tableDialog")->isReading());
    }
};

LATHE_WINDOW_TEST(TestTable)

#else

class TestTable : public QObject {
    Q_OBJECT
};

LATHE_WINDOW_TEST(TestTable)

#endif

#include "test_table.moc"
