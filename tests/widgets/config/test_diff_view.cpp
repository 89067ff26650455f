// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAbstractItemModelTester>
#include <QAction>
#include <QLabel>
#include <QSignalSpy>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/files.h"
#include "tests/test_program.h"
#include "tests/widgets/config/sample.h"
#include "widgets/config/config_edits.h"
#include "widgets/config/diff_model.h"
#include "widgets/config/diff_view.h"
#include "widgets/config/experiment_document.h"

using namespace lathe;
using namespace lathe::gui;

class TestDiffView : public QObject {
    Q_OBJECT

    struct Fixture {
        QTemporaryDir folder;
        QString file = folder.filePath("e.yaml");
        ExperimentDocument document{sampleCatalog()};
        DiffView view{document};
        QTableView* table = view.findChild<QTableView*>("diffTable");

        Fixture() {
            write(sampleText);
            if (!document.open(file)) qFatal("cannot open");
            view.resize(800, 400);
            view.show();
        }
        void write(const QString& text) const {
            if (!write_file_atomically(file.toStdString(), text.toStdString())) qFatal("cannot write");
        }
        QString cell(int row, int column) const { return table->model()->index(row, column).data().toString(); }
        QString summary() const { return view.findChild<QLabel*>("diffSummary")->text(); }
        void trigger(const char* name) const { view.findChild<QAction*>(name)->trigger(); }
    };

  private Q_SLOTS:
    void three_versions_beside_each_other() {
        Fixture f;
        QAbstractItemModelTester tester(f.table->model(), QAbstractItemModelTester::FailureReportingMode::QtTest);
        f.view.showDisk();
        QCOMPARE(f.summary(), QString("There are no differences."));
        QVERIFY(setOptionText(f.document, "seed", "1"));
        QVERIFY(setOptionText(f.document, "opt.lr", "2e-3"));
        f.write(QString(sampleText).replace("seed: 42", "seed: 2").replace("batch_size: 64", "batch_size: 8"));
        f.view.showDisk();
        QCOMPARE(f.table->model()->rowCount(), 3);
        QCOMPARE(f.cell(0, DiffModel::KeyColumn), QString("train.batch_size"));
        QCOMPARE(f.cell(2, DiffModel::KeyColumn), QString("seed"));
        QCOMPARE(f.cell(2, DiffModel::BaseColumn), QString("42"));
        QCOMPARE(f.cell(2, DiffModel::MineColumn), QString("1"));
        QCOMPARE(f.cell(2, DiffModel::TheirsColumn), QString("2"));
        QVERIFY(f.table->model()->index(2, 0).data(Qt::DecorationRole).isValid());
        QVERIFY(!f.table->model()->index(0, 0).data(Qt::DecorationRole).isValid());
        QVERIFY2(f.summary().contains("e.yaml"), qPrintable(f.summary()));
    }

    void a_value_is_taken_over_as_one_step() {
        Fixture f;
        QVERIFY(setOptionText(f.document, "opt.lr", "2e-3"));
        QString other(sampleText);
        other.replace("lr: 1e-3", "lr: 5e-3").replace("  seed: 42\n", "");
        const QString path = f.folder.filePath("other.yaml");
        QVERIFY(write_file_atomically(path.toStdString(), other.toStdString()));
        QVERIFY(f.view.openFile(path));
        QCOMPARE(f.table->model()->rowCount(), 2);
        QVERIFY(!f.view.findChild<QAction*>("takeOther")->isEnabled());
        f.table->selectAll();
        f.trigger("takeOther");
        QVERIFY(QString::fromStdString(f.document.document().text()) == other);
        f.document.undoStack()->undo();
        QVERIFY(f.document.document().text().find("2e-3") != std::string::npos);
        QVERIFY(!f.view.openFile(f.folder.filePath("nothing.yaml")));
    }

    void it_follows_edits_and_leads_to_the_key() {
        Fixture f;
        f.view.showDisk();
        QVERIFY(setOptionText(f.document, "layers[1]", "99"));
        QCOMPARE(f.table->model()->rowCount(), 1);
        QSignalSpy keys(&f.view, &DiffView::keyChosen);
        QSignalSpy closed(&f.view, &DiffView::closed);
        f.table->setCurrentIndex(f.table->model()->index(0, DiffModel::MineColumn));
        f.trigger("goToKey");
        QCOMPARE(keys.at(0).at(0).toString(), QString("layers[1]"));
        QCOMPARE(closed.count(), 1);
    }
};

LATHE_WINDOW_TEST(TestDiffView)
#include "test_diff_view.moc"
