// SPDX-License-Identifier: GPL-3.0-or-later
#include <string>

#include "core/remote/record_files.h"
#include "tests/test_program.h"

using namespace lathe::remote;

class TestRecordFiles : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void files_of_a_record() {
        for (const char* name : {"experiment.yaml", "notes.json", "source/a.yaml", "source/conf/db/x.yaml",
                                 "provenance/session-1.json", "trials/0000/trial.json", "trials/12345/params.json",
                                 "trials/0007/config.yaml", "trials/0007/hparams.yaml"})
            QVERIFY2(record_file(name) == RecordFile::replaced, name);
        for (const char* name : {"study.jsonl", "trials/0007/log.txt"})
            QVERIFY2(record_file(name) == RecordFile::appended, name);
        QVERIFY(is_log("trials/0007/log.txt") && !is_log("study.jsonl"));
    }

    void other_names_are_refused() {
        for (const char* name : {"",
                                 "/",
                                 "/etc/passwd",
                                 "..",
                                 "../experiment.yaml",
                                 "source/../../x",
                                 "source//x",
                                 "source/",
                                 "source/.",
                                 "trials/0000/../trial.json",
                                 "trials/0000/program/x",
                                 "trials/0000/checkpoints/last.pt",
                                 "lock",
                                 "trials/0000/events.out.tfevents.1",
                                 "trials/00/trial.json",
                                 "trials/000a/trial.json",
                                 "trials/9999999999/trial.json",
                                 "trials//trial.json",
                                 "source/a\nb",
                                 ".mirror.json",
                                 "index.sqlite",
                                 "experiment.yaml/",
                                 "./experiment.yaml",
                                 "trials/0000/trial.json/x"})
            QVERIFY2(!record_file(name), name);
        QVERIFY(!record_file(std::string_view("source/a\0b", 10)));
        QVERIFY(!record_file("source/" + std::string(300, 'x')));
        std::string deep = "source";
        for (int i = 0; i < 20; ++i) deep += "/x";
        QVERIFY(!record_file(deep));
    }

    void names_of_studies() {
        for (const char* name : {"net-20261130-101500", "a b", "ä"}) QVERIFY2(is_study_name(name), name);
        for (const char* name : {"", ".", "..", ".remote", "a/b", "/a", "a\n"}) QVERIFY2(!is_study_name(name), name);
    }
};

LATHE_TEST(TestRecordFiles)
#include "test_record_files.moc"
