// SPDX-License-Identifier: GPL-3.0-or-later
// What a crash leaves, and what becomes of it. A crash is played by copying the journal that is being written to the
// name of a process that does not run.
#include <QDir>
#include <QFile>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "core/base/files.h"
#include "tests/test_program.h"
#include "tests/widgets/config/sample.h"
#include "widgets/config/config_edits.h"
#include "widgets/config/experiment_document.h"
#include "widgets/config/recovery.h"

using namespace lathe;
using namespace lathe::gui;

class TestRecovery : public QObject {
    Q_OBJECT

    QTemporaryDir folder_;
    QString file_;

    static QDir journals() {
        return QDir(QStandardPaths::writableLocation(QStandardPaths::AppLocalDataLocation) + "/recovery");
    }
    static QStringList left() { return journals().entryList({"*.journal"}, QDir::Files, QDir::Name); }

    // As if this process had been killed now. Process numbers are below 2^22.
    static void crash(int process = 5'000'000) {
        for (const QString& name : left()) {
            if (name.section('-', -1) != QString("%1.journal").arg(QCoreApplication::applicationPid())) continue;
            const QString copy = name.section('-', 0, -2) + QString("-%1.journal").arg(process);
            QVERIFY(QFile::copy(journals().filePath(name), journals().filePath(copy)));
        }
    }

    struct Session {
        ExperimentDocument document{sampleCatalog()};
        Recovery* recovery = new Recovery(document);
        explicit Session(const QString& file) {
            if (!document.open(file)) qFatal("cannot open");
        }
        QString text() const { return QString::fromStdString(document.document().text()); }
    };

    QString onDisk() const { return QString::fromStdString(*read_file(file_.toStdString())); }

  private Q_SLOTS:
    void initTestCase() { QStandardPaths::setTestModeEnabled(true); }

    void init() {
        for (const QString& name : left()) QFile::remove(journals().filePath(name));
        file_ = folder_.filePath("e.yaml");
        QVERIFY(write_file_atomically(file_.toStdString(), sampleText.toStdString()));
    }

    void a_crash_loses_no_step() {
        QString wanted;
        {
            Session session(file_);
            QVERIFY(left().isEmpty());
            QVERIFY(setOptionText(session.document, "seed", "7"));
            QVERIFY(setOptionText(session.document, "opt.lr", "5e-2"));
            QVERIFY(addKey(session.document, "limits.most", "\"\u00fc\ud55c\""));
            QVERIFY(moveListItem(session.document, "layers[0]", 1));
            session.document.undoStack()->undo();
            wanted = session.text();
            crash();
        }
        QCOMPARE(left().size(), 1);  // an orderly end removes its own
        const auto edits = Recovery::find(file_);
        QVERIFY(edits);
        QCOMPARE(QString::fromStdString(edits->text()), wanted);
        QCOMPARE(edits->steps.size(), std::size_t{3});

        Session session(file_);
        QVERIFY(session.recovery->take(*edits));
        QCOMPARE(session.text(), wanted);
        QVERIFY(session.document.isModified());
        QCOMPARE(session.document.undoStack()->count(), 3);
        session.document.undoStack()->undo();
        QVERIFY(!session.text().contains("most") && session.text().contains("5e-2"));
    }

    void a_second_crash_while_recovering_loses_nothing() {
        {
            Session session(file_);
            QVERIFY(setOptionText(session.document, "seed", "7"));
            crash(5'000'000);
        }
        {
            Session session(file_);  // crashes before anything is taken
            QVERIFY(Recovery::find(file_));
            crash(5'000'001);
        }
        {
            Session session(file_);  // crashes between taking and saving
            QVERIFY(session.recovery->take(*Recovery::find(file_)));
            QVERIFY(setOptionText(session.document, "train.batch_size", "9"));
            crash(5'000'002);
        }
        Session session(file_);
        QVERIFY(session.recovery->take(*Recovery::find(file_)));
        QCOMPARE(session.document.config().int_or("seed", 0), 7);
        QCOMPARE(session.document.config().int_or("train.batch_size", 0), 9);
        QVERIFY(left().size() >= 3);
        QVERIFY(session.document.saveTo(file_));
        QVERIFY(left().isEmpty());  // saved: now all of it may go
        QVERIFY(!Recovery::find(file_));
    }

    void taking_it_back_is_no_saving() {
        {
            Session session(file_);
            QVERIFY(setOptionText(session.document, "seed", "7"));
            crash();
        }
        Session session(file_);
        QVERIFY(session.recovery->take(*Recovery::find(file_)));
        session.document.undoStack()->undo();
        QVERIFY(!session.document.isModified());
        QVERIFY(Recovery::find(file_));
        Recovery::discard(file_);
        QVERIFY(!Recovery::find(file_));
    }

    void a_file_that_changed_since_is_merged() {
        {
            Session session(file_);
            QVERIFY(setOptionText(session.document, "seed", "7"));
            QVERIFY(setOptionText(session.document, "opt.lr", "5e-2"));
            crash();
        }
        QVERIFY(write_file_atomically(file_.toStdString(),
                                      QString(sampleText).replace("1e-3", "9e-9").replace("32]", "64]").toStdString()));
        Session session(file_);
        QVERIFY(session.recovery->take(*Recovery::find(file_)));
        QCOMPARE(session.document.config().int_or("seed", 0), 7);
        QVERIFY(session.text().contains("9e-9") && session.text().contains("64]"));
        session.document.undoStack()->undo();
        QCOMPARE(session.text(), onDisk());
    }

    void a_torn_journal_gives_what_is_whole() {
        {
            Session session(file_);
            QVERIFY(setOptionText(session.document, "seed", "7"));
            QVERIFY(setOptionText(session.document, "seed", "8"));
            crash();
        }
        const QString name = journals().filePath(left().front());
        QFile journal(name);
        QVERIFY(journal.open(QIODevice::ReadWrite) && journal.resize(journal.size() - 5));
        const auto edits = Recovery::find(file_);
        QVERIFY(edits);
        QVERIFY(edits->text().find("seed: 7") != std::string::npos);
        QVERIFY(journal.resize(3));
        QVERIFY(!Recovery::find(file_));
    }

    void saved_and_undone_below_what_was_saved() {
        {
            Session session(file_);
            QVERIFY(setOptionText(session.document, "seed", "7"));
            QVERIFY(setOptionText(session.document, "opt.lr", "5e-2"));
            QVERIFY(session.document.saveTo(file_));
            QVERIFY(left().isEmpty());
            session.document.undoStack()->undo();
            session.document.undoStack()->undo();
            crash();
        }
        const auto edits = Recovery::find(file_);
        QVERIFY(edits);
        QCOMPARE(QString::fromStdString(edits->text()), sampleText);
        QCOMPARE(QString::fromStdString(edits->base), onDisk());
    }

    void changes_of_text_keep_characters_whole() {
        const auto same = [](const std::string& before, const std::string& after) {
            auto edit = textChange(before, after);
            auto text = before;
            text.replace(edit.offset, edit.removed.size(), edit.inserted);
            QCOMPARE(text, after);
            QCOMPARE(QString::fromStdString(edit.inserted).toStdString(), edit.inserted);
            QCOMPARE(QString::fromStdString(edit.removed).toStdString(), edit.removed);
        };
        same("a\u00e9b", "a\u00e8b");
        same("\ud55c", "\ud55d\ud55c");
        same("", "x");
        same("aaa", "aa");
        same("x\u00e9", "x\u00e9\u00e9");
    }
};

LATHE_CORE_TEST(TestRecovery)
#include "test_recovery.moc"
