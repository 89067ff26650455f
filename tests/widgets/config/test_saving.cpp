// SPDX-License-Identifier: GPL-3.0-or-later
// Saving where another program has written the file since it was read: nobody's edit is lost.
#include <QAction>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QPushButton>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

#include "core/config/document.h"
#include "tests/test_program.h"
#include "tests/widgets/config/sample.h"
#include "widgets/common/theme.h"
#include "widgets/config/config_edits.h"
#include "widgets/config/configure_page.h"
#include "widgets/config/experiment_document.h"

using namespace lathe;
using namespace lathe::gui;

namespace {

// An experiment file that two programs edit.
class SharedFile {
  public:
    QTemporaryDir folder;
    QString path = folder.filePath("e.yaml");

    explicit SharedFile(const QString& text = sampleText) { write(text); }

    // As another program does: in place, unseen by the document until it looks.
    void write(const QString& text) const {
        QFile file(path);
        if (!file.open(QIODevice::WriteOnly | QIODevice::Truncate) || file.write(text.toUtf8()) < 0)
            qFatal("cannot write");
    }
    void replace(const char* before, const char* after) const { write(read().replace(before, after)); }
    QString read() const {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly)) qFatal("cannot read");
        return QString::fromUtf8(file.readAll());
    }
};

// The Configure room on that file. Nothing here lets the file watcher have its turn before the save.
class SavingPage {
  public:
    SharedFile& file;
    ConfigurePage page{sampleCatalog()};

    explicit SavingPage(SharedFile& shared) : file(shared) {
        page.resize(1200, 700);
        page.show();
        if (const auto opened = page.openFile(file.path); !opened) qFatal("%s", opened.error().str().c_str());
    }
    bool save() {
        const auto saving = page.save();
        error = saving ? QString() : QString::fromStdString(saving.error().str());
        return saving && *saving == ConfigurePage::Saving::done;
    }
    template <class T>
    T* find(const char* name) const {
        auto* found = page.findChild<T*>(name);
        if (!found) qFatal("nothing is named %s", name);
        return found;
    }
    QString banner() const { return find<QLabel>("bannerText")->text(); }
    bool comparing() const { return find<QWidget>("diffView")->isVisible(); }
    QStringList keys() const {
        QStringList keys;
        const auto* model = find<QTableView>("diffTable")->model();
        for (int row = 0; row < model->rowCount(); ++row) keys << model->index(row, 0).data().toString();
        keys.sort();
        return keys;
    }
    QString text() const { return QString::fromStdString(page.document().text()); }
    QString error;
};

}  // namespace

class TestSaving : public QObject {
    Q_OBJECT

    static bool setRoot(ExperimentDocument& document, const char* path, const char* value) {
        return document.edit("test", [&](EditDraft& draft) { return draft.setText(path, value); });
    }
    static QString text(const ExperimentDocument& document) {
        return QString::fromStdString(document.document().text());
    }

  private Q_SLOTS:
    // A linker removes the library and writes another one.
    void a_library_that_is_built_again_is_read_again() {
        const SharedFile file("lathe: 1\nconfig:\n  data: {root: /tmp}\n  plugins: [own.so]\n  own: {alpha: 1}\n");
        const QString library = file.folder.filePath("own.so");
        const auto build = [&](const char* option) {
            QFile::remove(library);
            QFile out(library);
            QVERIFY(out.open(QIODevice::WriteOnly) && out.write(option) > 0);
        };
        build("own.alpha");
        config::Catalog catalog = sampleCatalog();
        catalog.add_common({config::option("plugins", config::Type::list, config::List{}, "").of(config::Type::path)});
        catalog.set_extension([&](config::Catalog& to, const config::Value&, const std::filesystem::path&) {
            QFile in(library);
            if (!in.open(QIODevice::ReadOnly)) return;
            to.add_common({config::option(in.readAll().toStdString(), config::Type::integer, 0, "An option")});
        });
        ConfigurePage page(catalog);
        QVERIFY(page.openFile(file.path));
        QVERIFY(page.problems().empty());
        build("own.beta");
        QTRY_VERIFY(!page.problems().empty());
        QCOMPARE(page.problems().front().key, std::string("own.alpha"));
        build("own.alpha");
        QTRY_VERIFY(page.problems().empty());
    }

    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        applyTheme(*qApp, ThemeChoice::light);
    }

    void edits_of_different_keys_are_merged_data() {
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        QTest::newRow("config") << "seed: 42"
                                << "seed: 7";
        QTest::newRow("space") << "[1e-4, 1e-2]"
                               << "[1e-5, 1e-2]";
        QTest::newRow("search") << "max_trials: 6"
                                << "max_trials: 60";
        QTest::newRow("name") << "name: sample"
                              << "name: other";
        QTest::newRow("comment") << "# how long"
                                 << "# for how long it trains";
        QTest::newRow("comment of the same line") << "# or 1_1"
                                                  << "# which LeNet";
        QTest::newRow("a new key") << "max_trials: 6\n"
                                   << "max_trials: 6\n  concurrency: 2\n";
        QTest::newRow("a new section") << "space:"
                                       << "schema:\n  script.n: {type: int, default: 4}\n\nspace:";
        QTest::newRow("a key less") << "  seed: 42\n"
                                    << "";
        QTest::newRow("line ends") << "\n"
                                   << "\r\n";
    }
    void edits_of_different_keys_are_merged() {
        QFETCH(QString, before);
        QFETCH(QString, after);
        SharedFile file;
        ExperimentDocument document(sampleCatalog());
        QVERIFY(document.open(file.path));
        QVERIFY(setOptionText(document, "train.batch_size", "8"));
        QVERIFY(setSearchText(document, "tuner.args.seed", "3"));
        const QString mine = text(document);
        file.write(QString(sampleText).replace(before, after));
        const auto end = document.saveTo(file.path);
        QVERIFY(end && end->kind == SaveEnd::Kind::merged);
        QCOMPARE(file.read(), QString(mine).replace(before, after));
        QCOMPARE(text(document), file.read());
        QVERIFY(!document.isModified());
        document.undoStack()->undo();
        QCOMPARE(text(document), mine);
        QVERIFY(document.isModified());
    }

    void a_contradiction_writes_nothing_data() {
        QTest::addColumn<QByteArray>("path");
        QTest::addColumn<QByteArray>("mine");
        QTest::addColumn<QString>("before");
        QTest::addColumn<QString>("after");
        const auto row = [](const char* name, const char* path, const char* mine, const char* before,
                            const char* after) {
            QTest::newRow(name) << QByteArray(path) << QByteArray(mine) << QString(before) << QString(after);
        };
        row("config", "config.seed", "1", "seed: 42", "seed: 7");
        row("space", "space[opt.lr]._type", "uniform", "_type: loguniform", "_type: choice");
        row("search", "search.max_trials", "9", "max_trials: 6", "max_trials: 60");
        row("name", "name", "mine", "name: sample", "name: other");
        row("items of one list", "config.layers[0]", "9", "[8, 16, 32]", "[8, 16, 33]");
        row("deleted by them", "config.seed", "1", "  seed: 42\n", "");
    }
    void a_contradiction_writes_nothing() {
        QFETCH(QByteArray, path);
        QFETCH(QByteArray, mine);
        QFETCH(QString, before);
        QFETCH(QString, after);
        SharedFile file;
        ExperimentDocument document(sampleCatalog());
        QVERIFY(document.open(file.path));
        QVERIFY(setRoot(document, path.constData(), mine.constData()));
        const QString here = text(document);
        const QString theirs = QString(sampleText).replace(before, after) + "# theirs\n";
        file.write(theirs);
        auto end = document.saveTo(file.path);
        QVERIFY(end && end->kind == SaveEnd::Kind::conflict);
        QCOMPARE(end->keys.size(), std::size_t{1});
        QVERIFY(path.startsWith(end->keys.front().c_str()));
        QCOMPARE(file.read(), theirs);
        QCOMPARE(text(document), here);
        QVERIFY(document.isModified());
        // Mine in that key; all the rest of theirs.
        QVERIFY(document.mergeDisk(end->disk, ExperimentDocument::Conflicts::keep_mine));
        end = document.saveTo(file.path);
        QVERIFY(end && end->kind == SaveEnd::Kind::written);
        QVERIFY(file.read().endsWith("# theirs\n"));
        QVERIFY(*document.document().root().find(path.constData()) == *config::parse_value(mine.toStdString()));
    }

    void edits_that_say_the_same_are_no_contradiction() {
        SharedFile file;
        ExperimentDocument document(sampleCatalog());
        QVERIFY(document.open(file.path));
        QVERIFY(setOptionText(document, "seed", "7"));
        file.replace("seed: 42", "seed: 7   # seven");
        QVERIFY(document.saveTo(file.path)->isSaved());
        QVERIFY(file.read().contains("seed: 7   # seven"));
    }

    void a_file_that_was_deleted_is_not_made_anew_unasked() {
        SharedFile file;
        ExperimentDocument document(sampleCatalog());
        QVERIFY(document.open(file.path));
        QVERIFY(QFile::remove(file.path));
        QVERIFY(document.saveTo(file.path)->kind == SaveEnd::Kind::gone);
        QVERIFY(!QFile::exists(file.path));
        QVERIFY(document.isModified());
        // Under another name it is a file of its own.
        QVERIFY(document.saveTo(file.folder.filePath("new.yaml"))->isSaved());
        QVERIFY(!document.isModified());
        QVERIFY(QFile::remove(document.file()));
        QVERIFY(!document.saveTo(document.file())->isSaved());
        QVERIFY(document.saveTo(document.file())->isSaved());
        QCOMPARE(document.file(), file.folder.filePath("new.yaml"));
        QVERIFY(QFile::exists(document.file()));
    }

    void what_came_back_is_merged_as_ever() {
        SharedFile file;
        ExperimentDocument document(sampleCatalog());
        QVERIFY(document.open(file.path));
        QVERIFY(QFile::remove(file.path));
        QVERIFY(!document.saveTo(file.path)->isSaved());
        QVERIFY(setOptionText(document, "seed", "1"));
        file.write(QString(sampleText).replace("name: sample", "name: other"));
        QVERIFY(document.saveTo(file.path)->kind == SaveEnd::Kind::merged);
        QCOMPARE(file.read(), QString(sampleText).replace("name: sample", "name: other").replace("42", "1"));
    }

    void a_folder_in_its_place_is_told() {
        SharedFile file;
        ExperimentDocument document(sampleCatalog());
        QVERIFY(document.open(file.path));
        QVERIFY(setOptionText(document, "seed", "1"));
        QVERIFY(QFile::remove(file.path) && QDir().mkpath(file.path + "/inner"));
        const auto end = document.saveTo(file.path);
        QVERIFY(!end);
        QVERIFY(QString::fromStdString(end.error().str()).contains("is a folder"));
        QVERIFY(QDir(file.path + "/inner").exists());
        QVERIFY(document.isModified());
    }

    void a_file_that_is_no_yaml_any_more_stays_as_it_is() {
        SharedFile file;
        ExperimentDocument document(sampleCatalog());
        QVERIFY(document.open(file.path));
        QVERIFY(setOptionText(document, "seed", "1"));
        file.write("config: [1, 2");
        auto end = document.saveTo(file.path);
        QVERIFY(end && end->kind == SaveEnd::Kind::apart);
        QCOMPARE(file.read(), QString("config: [1, 2"));
        document.keepAgainst(end->disk);  // the person said so
        QVERIFY(document.saveTo(file.path)->isSaved());
        QCOMPARE(file.read(), QString(sampleText).replace("42", "1"));
    }

    void a_link_to_the_own_file_is_the_own_file() {
        SharedFile file;
        ExperimentDocument document(sampleCatalog());
        QVERIFY(document.open(file.path));
        QVERIFY(setOptionText(document, "seed", "1"));
        const QString link = file.folder.filePath("link.yaml");
        QVERIFY(QFile::link(file.path, link));
        file.replace("name: sample", "name: other");
        QVERIFY(document.saveTo(link)->kind == SaveEnd::Kind::merged);
        QVERIFY(file.read().contains("name: other") && file.read().contains("seed: 1"));
    }

    void the_page_says_what_was_merged() {
        SharedFile file;
        SavingPage window(file);
        QVERIFY(window.page.setValue("seed", "1"));
        file.replace("max_trials: 6", "max_trials: 60");
        QVERIFY(window.save());
        QVERIFY2(window.banner().contains("another program"), qPrintable(window.banner()));
        QVERIFY(!window.comparing());
        QVERIFY(file.read().contains("seed: 1") && file.read().contains("max_trials: 60"));
    }

    void a_contradiction_opens_the_three_way_view_of_all_sections() {
        SharedFile file;
        SavingPage window(file);
        QVERIFY(window.page.setValue("seed", "1"));
        const auto edit = [&](const QString& text) { QVERIFY(window.page.recover(text)); };
        edit(window.text().replace("name: sample", "name: mine").replace("max_trials: 6", "max_trials: 7"));
        edit(window.text().replace("[1e-4, 1e-2]", "[1e-4, 1e-1]"));
        QString theirs = QString(sampleText).replace("name: sample", "name: theirs").replace("42", "2");
        theirs.replace("max_trials: 6", "max_trials: 8").replace("[1e-4, 1e-2]", "[1e-3, 1e-2]");
        theirs.replace("epochs: 3", "epochs: 4   # longer");
        file.write(theirs);
        QVERIFY(!window.save());
        QVERIFY(window.error.isEmpty());
        QCOMPARE(file.read(), theirs);
        QVERIFY(window.comparing());
        QVERIFY(window.find<QLabel>("diffSummary")->text().contains("Nothing is saved"));
        QCOMPARE(window.keys(), (QStringList{"limits.epochs", "name", "search.max_trials", "seed",
                                             "space[opt.lr]._value[0]", "space[opt.lr]._value[1]"}));
        auto* table = window.find<QTableView>("diffTable");
        int marked = 0;
        for (int row = 0; row < table->model()->rowCount(); ++row) {
            const auto key = table->model()->index(row, 0);
            marked += key.data(Qt::DecorationRole).isValid() ? 1 : 0;
            // One key is taken from theirs by hand: a range is taken whole.
            if (key.data().toString() == "space[opt.lr]._value[1]") table->selectRow(row);
        }
        QCOMPARE(marked, 5);
        // To look at, in the build folder.
        const QString pictures = QString(LATHE_BINARY_DIR) + "/screenshots";
        QVERIFY(QDir().mkpath(pictures) && window.page.grab().save(pictures + "/contradiction.png"));
        window.find<QAction>("takeOther")->trigger();
        QVERIFY(window.text().contains("[1e-3, 1e-2]"));
        auto* keep = window.find<QPushButton>("keepAllMine");
        QVERIFY(keep->isVisible() && !keep->accessibleName().isEmpty());
        QTest::keyClick(keep, Qt::Key_Space);
        QVERIFY(!window.comparing());
        QCOMPARE(file.read(), theirs);
        QVERIFY(window.save());
        QString both = QString(theirs).replace("name: theirs", "name: mine").replace("seed: 2", "seed: 1");
        QCOMPARE(file.read(), both.replace("max_trials: 8", "max_trials: 7"));
        QVERIFY(!window.page.isModified());
    }

    void the_watcher_tells_of_a_deleted_file() {
        SharedFile file;
        SavingPage window(file);
        QVERIFY(QFile::remove(file.path));
        QTRY_VERIFY(window.page.isModified());
        QVERIFY2(window.banner().contains("deleted"), qPrintable(window.banner()));
        // The other program brings it back, changed: it is seen at once.
        file.write(QString(sampleText).replace("42", "5"));
        QTRY_VERIFY(window.text().contains("seed: 5"));
        QVERIFY(!window.page.isModified());
    }
};

LATHE_WINDOW_TEST(TestSaving)
#include "test_saving.moc"
