// SPDX-License-Identifier: GPL-3.0-or-later
#include <rapidcheck.h>
#include <functional>
#include <memory>

#include <QAbstractItemModelTester>
#include <QMimeData>
#include <QSignalSpy>
#include <QTest>

#include "tests/test_program.h"
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
    void an_item_of_a_list_is_dragged() {
        Fixture f;
        const QModelIndex list = f.model.indexOf("layers");
        const QModelIndex first = f.model.indexOf("layers[0]");
        QVERIFY(f.model.flags(first) & Qt::ItemIsDragEnabled);
        QVERIFY(!(f.model.flags(f.model.indexOf("seed")) & Qt::ItemIsDragEnabled));
        QVERIFY(f.model.flags(list) & Qt::ItemIsDropEnabled);
        // Through the filter, as the view drops: behind the last one.
        const QModelIndex shown = f.filter.mapFromSource(list);
        const std::unique_ptr<QMimeData> data(f.filter.mimeData({f.filter.mapFromSource(first)}));
        QVERIFY(f.filter.canDropMimeData(data.get(), Qt::MoveAction, 3, 0, shown));
        QVERIFY(!f.filter.canDropMimeData(data.get(), Qt::MoveAction, 0, 0, shown));  // where it is
        QVERIFY(!f.filter.canDropMimeData(data.get(), Qt::MoveAction, 0, 0,
                                          f.filter.mapFromSource(f.model.indexOf("opt"))));
        f.filter.dropMimeData(data.get(), Qt::MoveAction, 3, 0, shown);
        QCOMPARE(f.row("layers[0]").raw, QString("16"));
        QCOMPARE(f.row("layers[2]").raw, QString("8"));
        // Upon the list means its end; between two of them, that place.
        const std::unique_ptr<QMimeData> last(f.model.mimeData({f.model.indexOf("layers[2]")}));
        f.model.dropMimeData(last.get(), Qt::MoveAction, 1, 0, f.model.indexOf("layers"));
        QCOMPARE(f.row("layers[1]").raw, QString("8"));
        f.document.undoStack()->undo();
        f.document.undoStack()->undo();
        QCOMPARE(QString::fromStdString(f.document.document().text()), sampleText);
    }

    void one_changed_value_shows_what_reading_all_would_show() {
        QVERIFY(rc::check("short way and long way", [] {
            Fixture f;
            for (int i = 0; i < 8; ++i) {
                const auto key =
                    *rc::gen::element<QString>("seed", "limits.epochs", "opt.lr", "train.batch_size", "network.version",
                                               "data.root", "layers[1]", "train.epochs");
                const auto value = *rc::gen::element<QString>("1", "-5", "0.25", "12345678", "text", "1_1", "null");
                if (*rc::gen::inRange(0, 4) == 0) f.document.undoStack()->undo();
                else setOptionText(f.document, key, value);
                ExperimentDocument fresh(sampleCatalog());
                RC_ASSERT(fresh.openText(QString::fromStdString(f.document.document().text()), "sample").has_value());
                const auto& problems = f.document.problems();
                RC_ASSERT(problems.size() == fresh.problems().size());
                for (std::size_t e = 0; e < problems.size(); ++e)
                    RC_ASSERT(problems[e].str() == fresh.problems()[e].str());
                RC_ASSERT(f.document.resolved().value == fresh.resolved().value);
                const ConfigTreeModel long_way(fresh);
                std::function<void(const QModelIndex&, const QModelIndex&)> compare = [&](const QModelIndex& a,
                                                                                          const QModelIndex& b) {
                    RC_ASSERT(f.model.rowCount(a) == long_way.rowCount(b));
                    for (int row = 0; row < f.model.rowCount(a); ++row) {
                        const auto left = f.model.index(row, 0, a), right = long_way.index(row, 0, b);
                        if (!(f.model.row(left) == long_way.row(right)))
                            RC_FAIL(f.model.row(left).path.toStdString() + " after " + key.toStdString() + " = " +
                                    value.toStdString());
                        compare(left, right);
                    }
                };
                compare({}, {});
            }
        }));
    }

    void says_where_a_value_comes_from() {
        Fixture f;
        const auto origin = [&](const char* path) {
            return f.model.indexOf(path).siblingAtColumn(ConfigTreeModel::OriginColumn);
        };
        QCOMPARE(origin("opt.lr").data().toString(), QString("file"));
        QVERIFY(origin("opt.lr").data(Qt::ToolTipRole).toString().endsWith(":12"));
        QCOMPARE(origin("train.shuffle").data().toString(), QString("default"));
        QVERIFY(origin("opt").data().toString().isEmpty());
    }

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
        QVERIFY(!version.isValid());  // the other network does not have it
        QVERIFY(!f.has("network.version"));
        QVERIFY(!f.row("network").problemBelow);
        f.document.undoStack()->undo();
        QVERIFY(!f.has("network.hidden"));
        QVERIFY(f.has("network.version") && f.row("network.version").written);
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

LATHE_WINDOW_TEST(TestConfigTreeModel)
#include "test_config_tree_model.moc"
