// SPDX-License-Identifier: GPL-3.0-or-later
// The files that an experiment is made of.
#include <fstream>

#include <QTemporaryDir>
#include <QtTest>

#include "core/search/experiment.h"
#include "core/search/experiment_config.h"
#include "core/search/experiment_file.h"
#include "core/space/experiment_space.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::search;

class TestExperimentConfig : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    // Whoever reads the file: for a search, for the keys of the command line, for the window.
    void a_space_beside_is_read_by_all_alike() {
        QTemporaryDir folder;
        const std::string at = folder.path().toStdString();
        std::ofstream(at + "/s.json") << R"({"new.key": {"_type": "uniform", "_value": [0, 1]}})";
        const auto write = [&](const std::string& text) {
            std::ofstream(at + "/e.yaml") << "lathe: 1\ntrial: {command: [x]}\n" << text;
            return *config::Document::load(at + "/e.yaml");
        };
        for (const char* text : {"space_file: s.json\n", "space_file: s.json\nfolder: /elsewhere\n"}) {
            const auto document = write(text);
            QCOMPARE(parse_experiment(document, config::Catalog()).value().space.parameters().size(), std::size_t{1});
            QCOMPARE(space::space_of_experiment(at + "/e.yaml").parameters().size(), std::size_t{1});
            QCOMPARE(key_rule(document, config::Dict{}).known, std::vector<std::string>{"new.key"});
        }
        for (const char* text : {"space_file: s.json\nspace: {}\n", "space_file: 3\n", "space_file: none.json\n"}) {
            const auto document = write(text);
            const auto read = parse_experiment(document, config::Catalog());
            QVERIFY(!read);
            QCOMPARE(read.error().size(), std::size_t{1});
            QCOMPARE(read.error().front().key, std::string("space_file"));
            QCOMPARE(read.error().front().line, 3);
            QVERIFY(space::space_of_experiment(at + "/e.yaml").empty());
            QVERIFY(key_rule(document, config::Dict{}).known.empty());
        }
    }
};

LATHE_TEST(TestExperimentConfig)
#include "test_experiment_config.moc"
