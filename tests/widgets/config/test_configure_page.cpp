// SPDX-License-Identifier: GPL-3.0-or-later
#include <QAction>
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QTreeView>
#include <QTreeWidget>
#include <QUndoStack>

#include "core/base/files.h"
#include "tests/test_program.h"
#include "tests/widgets/config/sample.h"
#include "widgets/common/theme.h"
#include "widgets/config/config_tree_model.h"
#include "widgets/config/configure_page.h"
#include "widgets/space/number_edit.h"

using namespace lathe;
using namespace lathe::gui;

class TestConfigurePage : public QObject {
    Q_OBJECT

    struct Window {
        ConfigurePage page{sampleCatalog()};

        Window() {
            page.resize(1360, 820);
            page.show();
            [[maybe_unused]] const auto opened = page.openText(sampleText, "sample.yaml");
            QCoreApplication::processEvents();
        }
        template <class Widget>
        Widget* find(const char* name) const {
            auto* found = page.findChild<Widget*>(name);
            if (!found) qFatal("no widget is named %s", name);
            return found;
        }
        QTreeView* tree() const { return find<QTreeView>("configTree"); }
        QAction* action(const char* name) const {
            for (QAction* one : page.editActions())
                if (one->objectName() == name) return one;
            qFatal("no action is named %s", name);
        }
        QString text() const { return QString::fromStdString(page.document().text()); }
        void select(const QString& key) {
            page.showKey(key);
            if (tree()->currentIndex().data(ConfigTreeModel::PathRole).toString() != key)
                qFatal("no row for %s", qPrintable(key));
        }
        // Opens the editor of the selected row as F2 does, and types.
        void type(const QString& value) {
            action("editValue")->trigger();
            auto* editor = tree()->findChild<QWidget*>("valueEditor");
            if (!editor) qFatal("no editor opened");
            auto* line = editor->findChild<QLineEdit*>();
            if (!line) line = qobject_cast<QLineEdit*>(editor);
            line->selectAll();
            QTest::keyClicks(line, value);
            QTest::keyClick(editor, Qt::Key_Return);
            QCoreApplication::processEvents();
            QCoreApplication::sendPostedEvents(nullptr, QEvent::DeferredDelete);
        }
    };

  private Q_SLOTS:
    void initTestCase() {
        QStandardPaths::setTestModeEnabled(true);
        applyTheme(*qApp, ThemeChoice::light);
    }

    void an_empty_page_offers_what_to_do() {
        ConfigurePage page(sampleCatalog());
        QSignalSpy open(&page, &ConfigurePage::openRequested);
        QSignalSpy example(&page, &ConfigurePage::exampleRequested);
        QVERIFY(!page.isOpen());
        page.findChild<QAction*>("openAction")->trigger();
        page.findChild<QAction*>("exampleAction")->trigger();
        QCOMPARE(open.count(), 1);
        QCOMPARE(example.count(), 1);
        QVERIFY(page.document().text().empty());
    }

    void typing_a_value_and_taking_it_back() {
        Window window;
        QSignalSpy modified(&window.page, &ConfigurePage::modifiedChanged);
        window.select("opt.lr");
        window.type("5e-3");
        QCOMPARE(window.text(), QString(sampleText).replace("lr: 1e-3", "lr: 5e-3"));
        QVERIFY(window.page.isModified());
        QCOMPARE(modified.count(), 1);
        QCOMPARE(window.tree()->currentIndex().data(ConfigTreeModel::PathRole).toString(), QString("opt.lr"));
        window.action("undo")->trigger();
        QCOMPARE(window.text(), sampleText);
        QVERIFY(!window.action("undo")->isEnabled());
        window.action("redo")->trigger();
        QVERIFY(window.text().contains("lr: 5e-3"));
    }

    void an_invalid_value_is_listed_and_found() {
        Window window;
        QSignalSpy problems(&window.page, &ConfigurePage::problemsChanged);
        auto* list = window.find<QListWidget>("problemList");
        QVERIFY(!list->isVisible());
        window.select("train.batch_size");
        window.type("many");
        QCOMPARE(problems.count(), 1);
        QCOMPARE(problems.front().front().toInt(), 1);
        QVERIFY(list->isVisible());
        QVERIFY(list->item(0)->text().contains("train.batch_size"));
        QVERIFY(!window.page.experiment(search::Purpose::search));
        QVERIFY(window.find<QLabel>("optionProblem")->isVisible());
        window.select("seed");
        window.action("nextProblem")->trigger();
        QCOMPARE(window.tree()->currentIndex().data(ConfigTreeModel::PathRole).toString(), QString("train.batch_size"));
        window.action("undo")->trigger();
        QVERIFY(!list->isVisible());
        QVERIFY(window.page.experiment(search::Purpose::search));
    }

    void marking_an_option() {
        Window window;
        window.select("network.version");
        auto* tune = window.find<QCheckBox>("tuneCheck");
        QVERIFY(!tune->isChecked());
        window.action("tuneOption")->trigger();
        QVERIFY(tune->isChecked());
        QCOMPARE(window.find<QComboBox>("spaceKind")->currentText(), QString("choice"));
        QCOMPARE(window.find<QListWidget>("spaceChoices")->count(), 2);
        const auto experiment = window.page.experiment(search::Purpose::search);
        QVERIFY(experiment);
        const auto* parameter = experiment->space.find("network.version");
        QVERIFY(parameter);
        QCOMPARE(parameter->distribution.branches.size(), std::size_t(2));
        QVERIFY(window.find<QLabel>("searchSummary")->text().contains("2"));
        tune->click();
        QCOMPARE(window.text(), sampleText);
    }

    void a_range_is_edited_in_the_panel() {
        Window window;
        window.select("opt.lr");
        auto* high = window.find<NumberEdit>("spaceHigh");
        QCOMPARE(high->text(), QString("0.01"));
        high->setFocus();
        high->setText("0.1");
        QTest::keyClick(high, Qt::Key_Return);
        QCOMPARE(window.text(), QString(sampleText).replace("1e-2]", "0.1]"));
        high->setText("1e-5");
        QTest::keyClick(high, Qt::Key_Return);
        QVERIFY(window.find<QLabel>("spaceProblem")->isVisible());
        QCOMPARE(window.text(), QString(sampleText).replace("1e-2]", "0.1]"));
    }

    void stepping_in_the_panel_is_one_undo_step() {
        Window window;
        window.select("seed");
        auto* value = window.find<NumberEdit>("optionValue");
        value->setFocus();
        for (int i = 0; i < 3; ++i) QTest::keyClick(value, Qt::Key_Up);
        QVERIFY(window.text().contains("seed: 45"));
        QCOMPARE(window.page.undoStack()->count(), 1);
        window.action("undo")->trigger();
        QCOMPARE(window.text(), sampleText);
        QCOMPARE(value->text(), QString("42"));
    }

    void another_network_swaps_the_rows() {
        Window window;
        window.select("network.name");
        window.type("mlp");
        window.select("network.hidden");
        window.action("undo")->trigger();
        window.page.showKey("network.hidden");
        QVERIFY(window.tree()->currentIndex().data(ConfigTreeModel::PathRole).toString() != "network.hidden");
    }

    // The panel lists them with their values, and leads to each.
    void a_group_shows_its_options() {
        Window window;
        window.select("train");
        auto* options = window.find<QTreeWidget>("groupOptions");
        const auto texts = [&](int row) {
            const QTreeWidgetItem* item = options->topLevelItem(row);
            return QStringList{item->text(0), item->text(1), item->text(2)};
        };
        QCOMPARE(options->topLevelItemCount(), 3);
        QCOMPARE(texts(0), (QStringList{"batch_size", "64", "Samples in one training batch"}));
        QCOMPARE(texts(2), (QStringList{"shuffle", "true", "A new order of the samples each epoch"}));
        Q_EMIT options->itemClicked(options->topLevelItem(0), 0);
        QCOMPARE(window.tree()->currentIndex().data(ConfigTreeModel::PathRole).toString(), QString("train.batch_size"));
    }

    void deleting_and_copying() {
        Window window;
        window.select("train.batch_size");
        window.action("copyKeyPath")->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("train.batch_size"));
        window.action("copyValue")->trigger();
        QCOMPARE(QGuiApplication::clipboard()->text(), QString("64"));
        QTest::keyClick(window.tree(), Qt::Key_Delete);
        QCOMPARE(window.page.document().root().find("config.train.batch_size"), nullptr);
        QVERIFY(!window.action("deleteKey")->isEnabled());
        window.action("undo")->trigger();
        QCOMPARE(window.text(), sampleText);
    }

    void filtering_and_jumping_out_of_the_filter() {
        Window window;
        auto* filter = window.find<QLineEdit>("configFilter");
        filter->setText("momentum");
        QCOMPARE(window.tree()->model()->rowCount(), 0);
        filter->setText("learning");
        QCOMPARE(window.tree()->model()->rowCount(), 1);
        window.select("seed");
        QVERIFY(filter->text().isEmpty());
    }

    void adding_a_key() {
        Window window;
        window.select("limits");
        window.action("addKey")->trigger();
        auto* key = window.find<QLineEdit>("addKeyPath");
        QCOMPARE(key->text(), QString("limits."));
        key->setText("limits.most");
        auto* value = window.find<QLineEdit>("addKeyValue");
        value->setText("9");
        QTest::keyClick(value, Qt::Key_Return);
        QCOMPARE(window.page.document().root().find("config.limits.most")->as_int(), 9);
        QCOMPARE(window.tree()->currentIndex().data(ConfigTreeModel::PathRole).toString(), QString("limits.most"));
    }

    void a_file_changed_outside_is_merged() {
        QTemporaryDir folder;
        const QString file = folder.filePath("e.yaml");
        QVERIFY(write_file_atomically(file.toStdString(), sampleText.toStdString()));
        Window window;
        QVERIFY(window.page.openFile(file));
        QCOMPARE(window.page.title(), QString("e.yaml"));
        QVERIFY(write_file_atomically(file.toStdString(), QString(sampleText).replace("42", "7").toStdString()));
        auto* banner = window.find<QWidget>("configBanner");
        QTRY_VERIFY(banner->isVisible());
        QVERIFY(window.text().contains("seed: 7"));
        QVERIFY(!window.page.isModified());
        // Where both changed it, the person decides.
        window.select("seed");
        window.type("8");
        QVERIFY(write_file_atomically(file.toStdString(), QString(sampleText).replace("42", "9").toStdString()));
        QTRY_VERIFY(window.page.findChild<QAction*>("mergeAction"));
        QVERIFY(window.text().contains("seed: 8"));
        window.page.findChild<QAction*>("compareAction")->trigger();
        QVERIFY(window.find<QWidget>("diffView")->isVisible());
        QCOMPARE(window.find<QTableView>("diffTable")->model()->rowCount(), 1);
        window.page.findChild<QAction*>("closeDiff")->trigger();
        window.page.findChild<QAction*>("mergeAction")->trigger();
        QVERIFY(window.text().contains("seed: 9"));
        QVERIFY(!window.page.isModified());
        const auto none = window.page.openFile(folder.filePath("none.yaml"));
        QVERIFY(!none && !none.error().str().empty());
        QCOMPARE(window.page.file(), file);
    }

    void every_control_has_a_name() {
        Window window;
        window.select("opt.lr");
        window.page.findChild<QWidget*>("searchToggle");
        for (const QWidget* widget : window.page.findChildren<QWidget*>()) {
            if (widget->focusPolicy() == Qt::NoFocus || widget->objectName().startsWith("qt_")) continue;
            if (!widget->isVisible() || widget->inherits("QScrollArea") || widget->inherits("QSplitter")) continue;
            if (widget->focusProxy() || widget->inherits("QLabel")) continue;  // a label's text is its name
            QVERIFY2(!widget->accessibleName().isEmpty(),
                     qPrintable(widget->objectName() + " " + widget->metaObject()->className()));
        }
    }

    // Pictures to look at, in the build folder.
    void screenshots() {
        const QString folder = QString(LATHE_BINARY_DIR) + "/screenshots";
        QVERIFY(QDir().mkpath(folder));
        for (const ThemeChoice theme : {ThemeChoice::light, ThemeChoice::dark}) {
            applyTheme(*qApp, theme);
            Window window;
            window.select("opt.lr");
            QTest::qWait(50);
            QVERIFY(window.page.grab().save(QString("%1/configure-%2.png").arg(folder, nameOf(theme))));
            window.select("train.batch_size");
            window.action("tuneOption")->trigger();
            window.select("seed");
            window.type("-1");
            window.select("train.batch_size");
            window.page.showKey("search.max_trials");
            QTest::qWait(50);
            QVERIFY(window.page.grab().save(QString("%1/configure-problems-%2.png").arg(folder, nameOf(theme))));
        }
        ConfigurePage empty(sampleCatalog());
        empty.resize(1360, 820);
        empty.show();
        QVERIFY(empty.grab().save(folder + "/configure-empty.png"));
    }
};

LATHE_WINDOW_TEST(TestConfigurePage)
#include "test_configure_page.moc"
