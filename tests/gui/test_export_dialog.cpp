// SPDX-License-Identifier: GPL-3.0-or-later
// Taking an experiment, a study or a trial to another machine, from the window.
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QProcess>
#include <QPushButton>
#include <QTableView>
#include <QTreeView>

#include "app/gui/export_dialog.h"
#include "app/gui/headless.h"
#include "app/gui/planned_files_model.h"
#include "app/gui/session_controller.h"
#include "core/bundle/bundle.h"
#include "tests/test_program.h"
#include "widgets/common/theme.h"
#include "widgets/config/configure_page.h"
#include "window_fixture.h"

using namespace lathe;
using namespace lathe::gui;
using lathe::test::WindowFixture;

namespace {

template <class T>
T* part(const QWidget* dialog, const char* name) {
    return dialog->findChild<T*>(QLatin1String(name));
}

ExportDialog* openExport(WindowFixture& lathe, const char* action) {
    lathe.action(action)->trigger();
    return lathe.find<ExportDialog>("exportHeadlessDialog");
}

QStringList plannedFiles(const QWidget* dialog) {
    const auto* model = part<QTableView>(dialog, "exportFiles")->model();
    QStringList names;
    for (int row = 0; row < model->rowCount(); ++row) names << model->index(row, 0).data().toString();
    return names;
}

QString exportMessage(const QWidget* dialog) {
    return part<QLabel>(dialog, "exportMessage")->text();
}

QString exportTarget(const QWidget* dialog) {
    return part<QLineEdit>(dialog, "exportTarget")->text();
}

void clickExport(const QWidget* dialog) {
    part<QPushButton>(dialog, "exportWrite")->click();
}

// Until what goes in is known, and the button can be pressed.
bool isPlanned(const QWidget* dialog) {
    return QTest::qWaitFor([&] { return part<QPushButton>(dialog, "exportWrite")->isEnabled(); });
}

bool isWritten(const QWidget* dialog) {
    return QTest::qWaitFor([&] { return exportMessage(dialog).startsWith(QStringLiteral("Written")); });
}

void exportPicture(QWidget* dialog, const QString& name) {
    const QString folder = qEnvironmentVariable("LATHE_SCREENSHOTS");
    if (folder.isEmpty()) return;
    for (const ThemeChoice theme : {ThemeChoice::dark, ThemeChoice::light}) {
        applyTheme(*qApp, theme);
        dialog->grab().save(QDir(folder).filePath(name + QLatin1Char('-') + nameOf(theme) + QStringLiteral(".png")));
    }
}

void writeFile(const QString& path, const QByteArray& bytes) {
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(bytes);
}

config::Catalog catalogWithData() {
    config::Catalog catalog;
    catalog.add_common({config::option("data.root", config::Type::path, "/nowhere", "Images")});
    return catalog;
}

}  // namespace

class TestExportDialog : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void initTestCase() { applyTheme(*qApp, ThemeChoice::light); }

    void anExperimentBecomesABundle() {
        WindowFixture lathe;
        QVERIFY(!lathe.action("exportHeadlessAction")->isEnabled());
        lathe.window().openFile(lathe.writeExperiment());
        ExportDialog* dialog = openExport(lathe, "exportHeadlessAction");
        QVERIFY(dialog->isVisible() && !dialog->isModal());
        QVERIFY(isPlanned(dialog));
        QCOMPARE(plannedFiles(dialog), QStringList({QStringLiteral("Dockerfile"), QStringLiteral("environment.yaml"),
                                                    QStringLiteral("experiment.yaml"), QStringLiteral("job.sbatch"),
                                                    QStringLiteral("run.sh")}));
        QCOMPARE(exportTarget(dialog), lathe.folder() + QStringLiteral("/exp.lathe.tar.zst"));
        exportPicture(dialog, QStringLiteral("export-bundle"));
        clickExport(dialog);
        QVERIFY(isWritten(dialog));
        const auto bundle = bundle::Bundle::open(exportTarget(dialog).toStdString());
        QVERIFY2(bundle.has_value(), bundle ? "" : bundle.error().str().c_str());
        QCOMPARE(bundle->manifest().files.size(), std::size_t(5));
    }

    void whatIsEditedIsSavedFirst() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment());
        QVERIFY(lathe.window().configurePage()->setValue(QStringLiteral("train.batch_size"), QStringLiteral("16")));
        ExportDialog* dialog = openExport(lathe, "exportHeadlessAction");
        QVERIFY(!lathe.window().configurePage()->isModified());
        QVERIFY(isPlanned(dialog));
        QVERIFY(lathe.window().configurePage()->setValue(QStringLiteral("train.batch_size"), QStringLiteral("8")));
        clickExport(dialog);
        QVERIFY(isWritten(dialog));
        QVERIFY(!lathe.window().configurePage()->isModified());
        QVERIFY(bundle::Bundle::open(exportTarget(dialog).toStdString())
                    ->unpack((lathe.folder() + QStringLiteral("/out")).toStdString()));
        QFile text(lathe.folder() + QStringLiteral("/out/experiment.yaml"));
        QVERIFY(text.open(QIODevice::ReadOnly) && text.readAll().contains("batch_size: 8"));
    }

    void eachKindIsOneFile_data() {
        QTest::addColumn<int>("kind");
        QTest::addColumn<QString>("name");
        QTest::addColumn<QString>("holds");
        QTest::newRow("container") << 1 << "Dockerfile"
                                   << "FROM ";
        QTest::newRow("conda") << 2 << "environment.yaml"
                               << "conda-forge";
        QTest::newRow("slurm") << 3 << "exp.sbatch"
                               << "exp.yaml";
    }
    void eachKindIsOneFile() {
        QFETCH(int, kind);
        QFETCH(QString, name);
        QFETCH(QString, holds);
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment());
        ExportDialog* dialog = openExport(lathe, "exportHeadlessAction");
        part<QComboBox>(dialog, "exportKind")->setCurrentIndex(kind);
        QVERIFY(!part<QCheckBox>(dialog, "exportWithData")->isEnabled());
        QTRY_COMPARE(plannedFiles(dialog), QStringList{name});
        exportPicture(dialog, QStringLiteral("export-") + name);
        clickExport(dialog);
        QVERIFY(isWritten(dialog));
        QFile file(lathe.folder() + QLatin1Char('/') + name);
        QVERIFY(file.open(QIODevice::ReadOnly));
        QVERIFY(file.readAll().contains(holds.toUtf8()));
    }

    void nothingIsReplacedUnasked() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment());
        ExportDialog* dialog = openExport(lathe, "exportHeadlessAction");
        writeFile(exportTarget(dialog), "mine");
        QVERIFY(isPlanned(dialog));
        clickExport(dialog);
        QVERIFY(exportMessage(dialog).contains(QStringLiteral("there already")));
        exportPicture(dialog, QStringLiteral("export-replace"));
        QCOMPARE(QFileInfo(exportTarget(dialog)).size(), 4);
        // Another file, and the question is another one.
        const QString target = exportTarget(dialog);
        part<QLineEdit>(dialog, "exportTarget")->setText(target + QStringLiteral("x"));
        QCOMPARE(part<QPushButton>(dialog, "exportWrite")->text(), QStringLiteral("&Export"));
        part<QLineEdit>(dialog, "exportTarget")->setText(target);
        clickExport(dialog);
        QCOMPARE(part<QPushButton>(dialog, "exportWrite")->text(), QStringLiteral("&Replace"));
        clickExport(dialog);
        QVERIFY(isWritten(dialog));
        QVERIFY(QFileInfo(target).size() > 4);
    }

    void whatCannotBeWrittenIsSaid() {
        WindowFixture lathe;
        const QString file = lathe.writeExperiment();
        lathe.window().openFile(file);
        ExportDialog* dialog = openExport(lathe, "exportHeadlessAction");
        auto* target = part<QLineEdit>(dialog, "exportTarget");
        QVERIFY(isPlanned(dialog));
        target->setText({});
        clickExport(dialog);
        QVERIFY(exportMessage(dialog).contains(QStringLiteral("Name the file")));
        target->setText(lathe.folder());
        clickExport(dialog);
        QVERIFY(exportMessage(dialog).contains(QStringLiteral("is a folder")));
        target->setText(QStringLiteral("/proc/nothing/x.lathe.tar.zst"));
        clickExport(dialog);
        QTRY_VERIFY(!dialog->isBusy());
        QVERIFY(part<QLabel>(dialog, "exportMessage")->property("bad").toBool());
        target->setText(file);
        clickExport(dialog);
        clickExport(dialog);  // Replace
        QTRY_VERIFY(exportMessage(dialog).contains(QStringLiteral("the experiment itself")));
        QVERIFY(lathe.window().configurePage()->problems().empty());
    }

    void aBadExperimentIsSaid() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment());
        QVERIFY(lathe.window().configurePage()->setValue(QStringLiteral("train.batch_size"), QStringLiteral("-4")));
        ExportDialog* dialog = openExport(lathe, "exportHeadlessAction");
        QTRY_VERIFY(exportMessage(dialog).contains(QStringLiteral("train.batch_size")));
        exportPicture(dialog, QStringLiteral("export-bad"));
        QVERIFY(!part<QPushButton>(dialog, "exportWrite")->isEnabled());
    }

    void theCommandDoesTheSame() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment(1, QStringLiteral("two words.yaml")));
        ExportDialog* dialog = openExport(lathe, "exportHeadlessAction");
        part<QCheckBox>(dialog, "exportWithData")->setChecked(true);
        part<QPushButton>(dialog, "exportCopyCommand")->click();
        const QString command = QGuiApplication::clipboard()->text();
        const QString file = lathe.folder() + QStringLiteral("/two words");
        QVERIFY2(command.endsWith(QStringLiteral("export %1 --to bundle -o %2 --with-data")
                                      .arg(shellQuoted(file + QStringLiteral(".yaml")),
                                           shellQuoted(file + QStringLiteral(".lathe.tar.zst")))),
                 qPrintable(command));
    }

    void dataAreTakenWhenAskedFor() {
        QTemporaryDir folder;
        writeFile(folder.filePath(QStringLiteral("cats/1.png")), QByteArray(2'500'000, 'x'));
        writeFile(folder.filePath(QStringLiteral("cats/2.png")), "2");
        const QString experiment = folder.filePath(QStringLiteral("e.yaml"));
        writeFile(experiment, "lathe: 1\nname: demo\nconfig:\n  data: {root: cats}\n");
        const config::Catalog catalog = catalogWithData();
        ExportDialog dialog(experiment, catalog, QStringLiteral("lathectl"), {}, nullptr);
        dialog.show();
        QVERIFY(isPlanned(&dialog));
        auto* withData = part<QCheckBox>(&dialog, "exportWithData");
        QVERIFY2(withData->text().contains(QStringLiteral("2.5 MB")), qPrintable(withData->text()));
        QVERIFY(part<QLabel>(&dialog, "exportWarnings")->text().contains(QStringLiteral("stays here")));
        exportPicture(&dialog, QStringLiteral("export-data"));
        withData->setChecked(true);
        QTRY_VERIFY(plannedFiles(&dialog).contains(QStringLiteral("data/cats/1.png")));
        clickExport(&dialog);
        QVERIFY(isWritten(&dialog));
    }

    void anExportIsCancelled() {
        QTemporaryDir folder;
        const QString data = folder.filePath(QStringLiteral("cats/1.bin"));
        writeFile(data, {});
        QVERIFY(QFile(data).resize(qint64(8) << 30));  // holes: no disk is needed
        const QString experiment = folder.filePath(QStringLiteral("e.yaml"));
        writeFile(experiment, "lathe: 1\nname: demo\nconfig:\n  data: {root: cats}\n");
        const config::Catalog catalog = catalogWithData();
        ExportDialog dialog(experiment, catalog, QStringLiteral("lathectl"), {}, nullptr);
        dialog.show();
        part<QCheckBox>(&dialog, "exportWithData")->setChecked(true);
        QTRY_VERIFY(plannedFiles(&dialog).contains(QStringLiteral("data/cats/1.bin")));
        clickExport(&dialog);
        QTRY_VERIFY(exportMessage(&dialog).startsWith(QStringLiteral("Writing: ")));
        exportPicture(&dialog, QStringLiteral("export-writing"));
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(dialog.isVisible());
        QTRY_VERIFY(!dialog.isBusy());
        QVERIFY(exportMessage(&dialog).startsWith(QStringLiteral("Cancelled")));
        QCOMPARE(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden), QStringList{QStringLiteral("e.yaml")});
        QTest::keyClick(&dialog, Qt::Key_Escape);
        QVERIFY(!dialog.isVisible());
    }

    void aStudyAndATrialOfThePast() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment(2));
        QVERIFY(lathe.window().start(search::Purpose::search));
        QTRY_COMPARE(lathe.state(), run::SessionState::finished);
        lathe.window().controller()->session()->wait();
        lathe.window().showRoom(MainWindow::Review);
        auto* tree = lathe.find<QTreeView>("reviewTree");
        QTRY_VERIFY(tree->model()->rowCount() == 1 && tree->model()->rowCount(tree->model()->index(0, 0)) == 2);
        tree->setCurrentIndex(tree->model()->index(0, 0));
        QTRY_VERIFY(lathe.action("reviewExport")->isEnabled());
        ExportDialog* study = openExport(lathe, "reviewExport");
        QVERIFY(isPlanned(study));
        QVERIFY(plannedFiles(study).contains(QStringLiteral("study.jsonl")));
        exportPicture(study, QStringLiteral("export-study"));
        QCOMPARE(QFileInfo(exportTarget(study)).path(), lathe.workspace());
        tree->setCurrentIndex(tree->model()->index(1, 0, tree->model()->index(0, 0)));
        lathe.action("reviewExport")->trigger();
        QTRY_VERIFY(lathe.find<ExportDialog>("exportHeadlessDialog")->source().endsWith(QStringLiteral("/0001")));
        ExportDialog* trial = lathe.find<ExportDialog>("exportHeadlessDialog");
        QVERIFY(isPlanned(trial));
        QVERIFY(plannedFiles(trial).contains(QStringLiteral("trial/trial.json")));
        clickExport(trial);
        QVERIFY(isWritten(trial));
        QCOMPARE(bundle::Bundle::open(exportTarget(trial).toStdString())->manifest().kind, bundle::BundleKind::trial);
    }

    void sizesAreReadable() {
        QCOMPARE(sizeText(0), QStringLiteral("0 byte(s)"));
        QCOMPARE(sizeText(999), QStringLiteral("999 byte(s)"));
        QCOMPARE(sizeText(1000), QStringLiteral("1.0 kB"));
        QCOMPARE(sizeText(999'999), QStringLiteral("1.0 MB"));
        QCOMPARE(sizeText(54'321'000), QStringLiteral("54.3 MB"));
        QCOMPARE(sizeText(2'000'000'000'000), QStringLiteral("2.0 TB"));
    }

    void everyControlHasAName() {
        WindowFixture lathe;
        lathe.window().openFile(lathe.writeExperiment());
        ExportDialog* dialog = openExport(lathe, "exportHeadlessAction");
        for (const char* name : {"exportKind", "exportTarget", "exportCommand", "exportFiles", "exportProgress"})
            QVERIFY2(!part<QWidget>(dialog, name)->accessibleName().isEmpty(), name);
        for (const auto* button : dialog->findChildren<QPushButton*>())
            QVERIFY2(!button->text().isEmpty() && (button->focusPolicy() & Qt::TabFocus),
                     qPrintable(button->objectName()));
    }
};

LATHE_WINDOW_TEST(TestExportDialog)
#include "test_export_dialog.moc"
