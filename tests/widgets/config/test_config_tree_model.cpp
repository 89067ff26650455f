#include <QAbstractItemModelTester>
#include <QSignalSpy>
#include <QTest>

#include "tests/widgets/config/sample.h"
#include "widgets/config/config_edits.h"
#include "widgets/config/config_filter_model.h"
#include "widgets/config/config_tree_model.h"
#include "widgets/config/experiment_document.h"

using namespace lathe;
using namespace lathe::gui;

class TestConfigTreeModel : public QObject {
    Q_OBJECT

    struct Fixture {
        ExperimentDocument document{sampleCatalog()};
        ConfigTreeModel model{document};
        ConfigFilterModel filter{model};
        QAbstractItemModelTester modelTester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
        QAbstractItemModelTester filterTester{&filter, QAbstractItemModelTester::FailureReportingMode::QtTest};

        Fixture() { [[maybe_unused]] const auto opened = document.openText(sampleText, "sample"); }
        const ConfigRow& row(const char* path) const { return model.row(model.indexOf(path)); }
        QModelIndex value(const char* path) const {
            return model.indexOf(path).siblingAtColumn(ConfigTreeModel::ValueColumn);
        }
        bool has(const char* path) const { return row(path).path == path; }
    };

  private Q_SLOTS:
    void shows_the_file_then_the_defaults() {
        Fixture f;
        QCOMPARE(f.row("opt.lr").raw, QString("1e-3"));
        QVERIFY(f.row("opt.lr").written);
        QVERIFY(f.row("opt.lr").tuned);
        QCOMPARE(f.row("network.version").raw, QString("\"1_0\""));
        QCOMPARE(f.row("train.epochs").raw, QString("\"${limits.epochs}\""));
        QCOMPARE(f.row("train.epochs").resolved, QString("3"));
        QVERIFY(f.has("train.shuffle"));
        QVERIFY(!f.row("train.shuffle").written);
        QVERIFY(f.row("train.shuffle").checkable);
        QVERIFY(!f.row("train.shuffle").changed);
        QCOMPARE(f.row("layers[1]").raw, QString("16"));
        QVERIFY(f.model.indexOf("train.shuffle").row() > f.model.indexOf("train.epochs").row());
        QCOMPARE(f.model.index(0, 0).data().toString(), QString("train"));
    }

    void an_edit_keeps_the_indexes() {
        Fixture f;
        const QPersistentModelIndex lr = f.model.indexOf("opt.lr");
        const QPersistentModelIndex item = f.model.indexOf("layers[2]");
        QSignalSpy resets(&f.model, &QAbstractItemModel::modelReset);
        QSignalSpy changes(&f.model, &QAbstractItemModel::dataChanged);
        QVERIFY(f.model.setData(f.value("opt.lr"), "2e-3", Qt::EditRole));
        QCOMPARE(changes.count(), 1);
        QCOMPARE(f.model.row(lr).raw, QString("2e-3"));
        QVERIFY(eraseKey(f.document, "limits"));
        QCOMPARE(f.model.row(item).path, QString("layers[2]"));
        f.document.undoStack()->undo();
        f.document.undoStack()->undo();
        QCOMPARE(f.model.row(lr).raw, QString("1e-3"));
        QCOMPARE(resets.count(), 0);
    }

    void another_choice_swaps_the_options_below_it() {
        Fixture f;
        const QPersistentModelIndex version = f.model.indexOf("network.version");
        QVERIFY(!f.has("network.hidden"));
        QVERIFY(setOptionText(f.document, "network.name", "mlp"));
        QVERIFY(f.has("network.hidden"));
        QVERIFY(version.isValid());  // still in the file, and now unknown
        QVERIFY(!f.row("network.version").problem.isEmpty());
        QVERIFY(f.row("network").problemBelow);
        f.document.undoStack()->undo();
        QVERIFY(!f.has("network.hidden"));
        QVERIFY(f.row("network.version").problem.isEmpty());
    }

    void missing_and_invalid_are_marked() {
        Fixture f;
        QVERIFY(f.model.setData(f.value("data.root"), "???", Qt::EditRole));
        QVERIFY(f.row("data.root").missing);
        QVERIFY(!f.row("data.root").problem.isEmpty());
        QVERIFY(!f.model.indexOf("data.root").data(Qt::DecorationRole).isNull());
        QVERIFY(f.model.setData(f.value("seed"), "-1", Qt::EditRole));
        QVERIFY(!f.row("seed").problem.isEmpty());
        QVERIFY(f.value("seed").data(Qt::ToolTipRole).toString().contains("0"));
    }

    void check_boxes() {
        Fixture f;
        QCOMPARE(f.value("train.shuffle").data(Qt::CheckStateRole).toInt(), int(Qt::Checked));
        QVERIFY(f.model.setData(f.value("train.shuffle"), Qt::Unchecked, Qt::CheckStateRole));
        QCOMPARE(f.document.resolved().value.bool_or("train.shuffle", true), false);
        QVERIFY(f.row("train.shuffle").changed);
        QSignalSpy tuned(&f.model, &ConfigTreeModel::tuneToggled);
        const QModelIndex tune = f.model.indexOf("seed").siblingAtColumn(ConfigTreeModel::TuneColumn);
        QVERIFY(f.model.setData(tune, Qt::Checked, Qt::CheckStateRole));
        QCOMPARE(tuned.count(), 1);
        QCOMPARE(tuned.front().front().toString(), QString("seed"));
    }

    void filter_by_words() {
        Fixture f;
        const int all = f.filter.rowCount();
        QVERIFY(all > 4);
        f.filter.setWords("learning rate");
        QCOMPARE(f.filter.rowCount(), 1);
        QCOMPARE(f.filter.index(0, 0).data().toString(), QString("opt"));
        QCOMPARE(f.filter.rowCount(f.filter.index(0, 0)), 1);
        f.filter.setWords("OPT.");
        QVERIFY(f.filter.rowCount(f.filter.index(0, 0)) >= 3);
        f.filter.setWords("nothing like it");
        QCOMPARE(f.filter.rowCount(), 0);
        f.filter.setWords({});
        QCOMPARE(f.filter.rowCount(), all);
    }

    void only_changed() {
        Fixture f;
        f.filter.setChangedOnly(true);
        const auto shown = [&](const char* path) { return f.filter.mapFromSource(f.model.indexOf(path)).isValid(); };
        QVERIFY(shown("train.batch_size"));
        QVERIFY(shown("opt.lr"));  // at its default, but tuned
        QVERIFY(!shown("train.shuffle"));
        QVERIFY(!shown("network.name"));  // written as the default is
        QVERIFY(setOptionText(f.document, "network.name", "mlp"));
        QVERIFY(shown("network.name"));
        f.document.undoStack()->undo();
        QVERIFY(!shown("network.name"));
    }
};

QTEST_MAIN(TestConfigTreeModel)
#include "test_config_tree_model.moc"
