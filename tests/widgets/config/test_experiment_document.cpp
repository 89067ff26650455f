// SPDX-License-Identifier: GPL-3.0-or-later
#include <rapidcheck.h>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/files.h"
#include "tests/test_program.h"
#include "tests/widgets/config/sample.h"
#include "widgets/config/config_edits.h"
#include "widgets/config/experiment_document.h"
#include "widgets/space/space_defaults.h"

using namespace lathe;
using namespace lathe::gui;

class TestExperimentDocument : public QObject {
    Q_OBJECT

    static QString text(const ExperimentDocument& document) {
        return QString::fromStdString(document.document().text());
    }
    static void openSample(ExperimentDocument& document) { QVERIFY(document.openText(sampleText, "sample")); }

  private Q_SLOTS:
    void the_sample_is_valid() {
        ExperimentDocument document(sampleCatalog());
        openSample(document);
        for (const auto& error : document.problems()) qWarning("%s", error.str().c_str());
        QVERIFY(document.problems().empty());
        QCOMPARE(document.space().parameters().size(), std::size_t(1));
        QVERIFY(!document.isModified());
    }

    void an_edit_changes_only_the_bytes_of_the_value() {
        ExperimentDocument document(sampleCatalog());
        openSample(document);
        QVERIFY(setOptionText(document, "opt.lr", "5e-3"));
        QCOMPARE(text(document), QString(sampleText).replace("lr: 1e-3", "lr: 5e-3"));
        QVERIFY(document.isModified());
        document.undoStack()->undo();
        QCOMPARE(text(document), sampleText);
        QVERIFY(!document.isModified());
        document.undoStack()->redo();
        QCOMPARE(document.resolved().value.number_or("opt.lr", 0), 5e-3);
    }

    void a_text_is_quoted_where_it_must_be() {
        ExperimentDocument document(sampleCatalog());
        openSample(document);
        QVERIFY(setOptionText(document, "network.version", "1_1"));
        QCOMPARE(document.config().string_or("network.version", ""), std::string("1_1"));
        QVERIFY(document.problems().empty());
        QVERIFY(text(document).contains("# or 1_1"));
    }

    void an_unwritten_option_is_added_and_removed() {
        ExperimentDocument document(sampleCatalog());
        openSample(document);
        QVERIFY(setOptionText(document, "train.shuffle", "false"));
        QVERIFY(document.problems().empty());
        QCOMPARE(document.resolved().value.bool_or("train.shuffle", true), false);
        QVERIFY(eraseKey(document, "train.shuffle"));
        QCOMPARE(text(document), sampleText);
    }

    void an_invalid_value_is_written_and_reported() {
        ExperimentDocument document(sampleCatalog());
        openSample(document);
        QVERIFY(setOptionText(document, "train.batch_size", "0"));
        QCOMPARE(document.problems().size(), std::size_t(1));
        QCOMPARE(document.problems().front().key, std::string("train.batch_size"));
        QVERIFY(setOptionText(document, "train.batch_size", "16"));
        QVERIFY(document.problems().empty());
    }

    void what_is_no_yaml_is_refused() {
        ExperimentDocument document(sampleCatalog());
        openSample(document);
        QSignalSpy refused(&document, &ExperimentDocument::editRefused);
        QVERIFY(!setOptionText(document, "layers", "[1, 2"));
        QCOMPARE(refused.count(), 1);
        QCOMPARE(text(document), sampleText);
        QVERIFY(!document.undoStack()->canUndo());
    }

    void steps_of_one_key_are_one_undo_step() {
        ExperimentDocument document(sampleCatalog());
        openSample(document);
        for (const char* value : {"65", "66", "67"})
            QVERIFY(setOptionText(document, "train.batch_size", value, "value:train.batch_size"));
        QVERIFY(setOptionText(document, "seed", "43", "value:seed"));
        QCOMPARE(document.undoStack()->count(), 2);
        document.undoStack()->undo();
        document.undoStack()->undo();
        QCOMPARE(text(document), sampleText);
        document.undoStack()->redo();
        QCOMPARE(document.config().int_or("train.batch_size", 0), 67);
    }

    void tuning_writes_and_removes_the_entry() {
        ExperimentDocument document(sampleCatalog());
        openSample(document);
        const auto choice = defaultDistribution(document.schema().find("train.batch_size"), config::Value(64));
        QVERIFY(setDistribution(document, "train.batch_size", choice));
        QVERIFY(document.problems().empty());
        QVERIFY(document.space().find("train.batch_size"));
        QVERIFY(text(document).contains("# two decades"));
        QVERIFY(removeDistribution(document, "train.batch_size"));
        QCOMPARE(text(document), sampleText);
        QVERIFY(removeDistribution(document, "opt.lr"));
        QVERIFY(document.space().empty());
        QVERIFY(document.problems().empty());
    }

    void the_first_entry_makes_the_space() {
        ExperimentDocument document(sampleCatalog());
        const QString bare = "lathe: 1\nname: bare   # no space yet\nconfig:\n  data: {root: /tmp}\n";
        QVERIFY(document.openText(bare, "bare"));
        const auto range = defaultDistribution(document.schema().find("opt.lr"), config::Value(1e-3));
        QVERIFY(setDistribution(document, "opt.lr", range));
        QVERIFY(document.problems().empty());
        const auto* parameter = document.space().find("opt.lr");
        QVERIFY(parameter);
        QCOMPARE(parameter->distribution.kind, space::Kind::loguniform);
        QCOMPARE(parameter->distribution.a, 1e-4);
        QCOMPARE(parameter->distribution.b, 1e-2);
        QVERIFY(text(document).startsWith(bare));
        document.undoStack()->undo();
        QCOMPARE(text(document), bare);
    }

    void a_range_edit_leaves_the_other_number_as_written() {
        ExperimentDocument document(sampleCatalog());
        openSample(document);
        space::Distribution range = document.space().find("opt.lr")->distribution;
        range.b = 0.1;
        QVERIFY(setDistribution(document, "opt.lr", range));
        QCOMPARE(text(document), QString(sampleText).replace("[1e-4, 1e-2]", "[1e-4, 0.1]"));
    }

    void search_settings_are_edits_too() {
        ExperimentDocument document(sampleCatalog());
        openSample(document);
        QVERIFY(setSearchText(document, "max_trials", "12"));
        QVERIFY(setSearchText(document, "concurrency", "2"));
        const auto experiment = document.experiment(search::Purpose::search);
        QVERIFY(experiment);
        QCOMPARE(experiment->search.max_trials, 12);
        QCOMPARE(experiment->search.concurrency, 2);
        QVERIFY(setSearchText(document, "concurrency", ""));
        QVERIFY(chooseTuner(document, "GridSearch"));
        QVERIFY(document.problems().empty());
        while (document.undoStack()->canUndo()) document.undoStack()->undo();
        QCOMPARE(text(document), sampleText);
    }

    void items_of_a_list_move() {
        ExperimentDocument document(sampleCatalog());
        openSample(document);
        QVERIFY(moveListItem(document, "layers[0]", 1));
        QCOMPARE(document.config().find("layers[0]")->as_int(), 16);
        QVERIFY(!moveListItem(document, "layers[2]", 1));
        document.undoStack()->undo();
        QCOMPARE(text(document), sampleText);
    }

    void saving_and_reloading() {
        QTemporaryDir folder;
        const QString file = folder.filePath("e.yaml");
        QVERIFY(write_file_atomically(file.toStdString(), sampleText.toStdString()));
        ExperimentDocument document(sampleCatalog());
        QVERIFY(document.open(file));
        QVERIFY(setOptionText(document, "seed", "1"));
        QVERIFY(document.saveTo(file));
        QVERIFY(!document.isModified());
        QCOMPARE(QString::fromStdString(*read_file(file.toStdString())), QString(sampleText).replace("42", "1"));
        QVERIFY(write_file_atomically(file.toStdString(), QString(sampleText).replace("42", "2").toStdString()));
        const auto now = QString(sampleText).replace("42", "2").toStdString();
        QVERIFY(document.mergeDisk(now, ExperimentDocument::Conflicts::refuse));
        QCOMPARE(document.config().int_or("seed", 0), 2);
        QVERIFY(!document.isModified());
        document.undoStack()->undo();
        QCOMPARE(document.config().int_or("seed", 0), 1);
        QVERIFY(document.isModified());
        QVERIFY(!document.open(folder.filePath("none.yaml")));
        QCOMPARE(document.file(), file);
    }

    void both_sides_of_an_outside_change_are_kept() {
        QTemporaryDir folder;
        const QString file = folder.filePath("e.yaml");
        QVERIFY(write_file_atomically(file.toStdString(), sampleText.toStdString()));
        ExperimentDocument document(sampleCatalog());
        QVERIFY(document.open(file));
        QVERIFY(setOptionText(document, "opt.lr", "2e-3"));
        const QString outside = "# new head\n" + QString(sampleText).replace("seed: 42", "seed: 5  # five");
        const auto merged = document.mergeDisk(outside.toStdString(), ExperimentDocument::Conflicts::refuse);
        QVERIFY(merged && merged->empty());
        QCOMPARE(text(document), QString(outside).replace("lr: 1e-3", "lr: 2e-3"));
        QVERIFY(document.isModified());
        // Where both changed, nothing happens until it is decided.
        const auto before = text(document);
        const QString again = QString(outside).replace("lr: 1e-3", "lr: 7e-3");
        const auto conflict = document.mergeDisk(again.toStdString(), ExperimentDocument::Conflicts::refuse);
        QCOMPARE(*conflict, std::vector<std::string>{"config.opt.lr"});
        QCOMPARE(text(document), before);
        QVERIFY(document.mergeDisk(again.toStdString(), ExperimentDocument::Conflicts::take_theirs));
        QCOMPARE(text(document), again);
        QVERIFY(!document.isModified());
        QVERIFY(!document.mergeDisk("a: [1", ExperimentDocument::Conflicts::refuse));
        QCOMPARE(text(document), again);
    }

    void another_variant_drops_what_it_does_not_have() {
        ExperimentDocument document(sampleCatalog());
        openSample(document);
        QSignalSpy notes(&document, &ExperimentDocument::editNoted);
        QVERIFY(setOptionText(document, "network.name", "mlp"));
        QVERIFY(!document.config().find("network.version"));
        QCOMPARE(notes.count(), 1);
        QVERIFY(notes.at(0).at(0).toString().contains("network.version"));
        QVERIFY(document.problems().empty());
        document.undoStack()->undo();
        QCOMPARE(text(document), sampleText);
        QVERIFY(setOptionText(document, "opt.name", "SGD"));  // lr fits there as well
        QVERIFY(document.config().find("opt.lr"));
        QCOMPARE(notes.count(), 1);
    }

    void a_config_of_several_files_is_shown_whole() {
        QTemporaryDir folder;
        const auto write = [&](const char* name, const char* content) {
            QVERIFY(write_file_atomically(folder.filePath(name).toStdString(), content));
        };
        write("base.yaml", "train: {batch_size: 8}\ndata: {root: /tmp}\n");
        write("e.yaml",
              "lathe: 1\ndefaults: [base]\nconfig:\n  seed: 3\nschema:\n  script.n: {type: int, default: 4}\n");
        ExperimentDocument document(sampleCatalog());
        QVERIFY(document.open(folder.filePath("e.yaml")));
        QVERIFY(document.problems().empty());
        QCOMPARE(document.config().int_or("train.batch_size", 0), 8);
        QVERIFY(document.schema().find("script.n"));
        QVERIFY(document.isOwn(*document.config().find("seed")));
        QVERIFY(!document.isOwn(*document.config().find("train.batch_size")));
        QCOMPARE(document.files().size(), std::size_t{1});
        // A value of another file is changed here, where it wins.
        QVERIFY(setOptionText(document, "train.batch_size", "16"));
        QCOMPARE(document.config().int_or("train.batch_size", 0), 16);
        write("base.yaml", "train: {batch_size: 8, epochs: 7}\ndata: {root: /tmp}\n");
        document.rereadFiles();
        QCOMPARE(document.config().int_or("train.epochs", 0), 7);
    }

    // As when a plug-in has been looked at in the background.
    void options_that_become_known_are_shown() {
        bool known = false;
        config::Catalog catalog = sampleCatalog();
        catalog.set_extension([&](config::Catalog& to, const config::Value&, const std::filesystem::path&) {
            if (!known) return to.open_group("network.name");
            to.add_variant(
                "network.name",
                {"own", "One of one's own", {config::option("network.units", config::Type::integer, 5, "Units")}});
        });
        ExperimentDocument document(catalog);
        QVERIFY(document.openText("lathe: 1\nconfig:\n  data: {root: /tmp}\n  network: {name: own}\n", "own"));
        QVERIFY(document.problems().empty());
        QVERIFY(document.schema().find("network.units") == nullptr);
        known = true;
        document.rereadFiles();
        QVERIFY(document.schema().find("network.units") != nullptr);
        QCOMPARE(document.resolved().value.int_or("network.units", 0), 5);
        QCOMPARE(document.extendedCatalog().group("network.name")->variant("own")->doc, "One of one's own");
        QVERIFY(setOptionText(document, "network.units", "7"));
        QVERIFY(document.problems().empty());
        QVERIFY(setOptionText(document, "network.name", "mlp"));  // which has no units
        QVERIFY(document.config().find("network.units") == nullptr);
    }

    void random_edits_and_undos_end_where_they_began() {
        ExperimentDocument document(sampleCatalog());
        QVERIFY(rc::check("undoing everything gives the bytes of the start", [&] {
            RC_ASSERT(document.openText(sampleText, "sample").has_value());
            const auto keys = std::vector<QString>{"opt.lr", "seed", "train.batch_size", "layers[1]", "network.name"};
            const auto values =
                std::vector<QString>{"1", "0.5", "???", "${seed}", "mlp", "a # b", "yes", "[1, {a: 2}]"};
            const int count = *rc::gen::inRange(1, 25);
            for (int i = 0; i < count; ++i) {
                const QString key = *rc::gen::elementOf(keys);
                switch (*rc::gen::inRange(0, 6)) {
                    case 0:
                    case 1: setOptionText(document, key, *rc::gen::elementOf(values)); break;
                    case 2: eraseKey(document, key); break;
                    case 3: moveListItem(document, "layers[0]", 1); break;
                    case 4:
                        setDistribution(document, key, space::Distribution{space::Kind::uniform, 0.25, 1.5, 0, {}});
                        break;
                    default: document.undoStack()->undo();
                }
            }
            const QString end = text(document);
            const int steps = document.undoStack()->index();
            for (int i = 0; i < steps; ++i) document.undoStack()->undo();
            RC_ASSERT(text(document) == sampleText);
            for (int i = 0; i < steps; ++i) document.undoStack()->redo();
            RC_ASSERT(text(document) == end);
        }));
    }
};

LATHE_CORE_TEST(TestExperimentDocument)
#include "test_experiment_document.moc"
