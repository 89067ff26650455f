// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl data describe.
#include <QtTest>

#include "core/base/json.h"
#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;

class TestData : public QObject {
    Q_OBJECT

    std::unique_ptr<Lathectl> ctl_;

  private Q_SLOTS:
    void init() {
        ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE);
        if (ctl_->run({"data", "--help"}).code != 0) QSKIP("built without the engine");
        ctl_->write("t.csv", "id; size ;city;y\n1;1,5;Bonn;a\n2;2,5;Kiel;b\n3;;Bonn;a\n4;8;Bonn;\n");
    }

    void columns_are_listed() {
        const Ran ran = ctl_->run({"data", "describe", ctl_->file("t.csv"), "target=y"});
        QVERIFY2(ran.code == 0, ran.err);
        QVERIFY(ran.err.isEmpty());
        for (const char* part : {"4 rows, 4 columns", "decimal comma", "size", "number", "Bonn (3), Kiel (1)", "target",
                                 "left out", "1 of 4 rows has no y"})
            QVERIFY2(ran.out.contains(part), ran.out);
    }

    void of_a_stream() {
        const auto piped = [&](const QByteArray& given) {
            const auto process = ctl_->start({"data", "describe", "-"});
            process->write(given);
            process->closeWriteChannel();
            return Lathectl::finish(*process);
        };
        const Ran ran = piped("size,city\n1,Bonn\n2,Kiel\n");
        QVERIFY2(ran.code == 0 && ran.out.startsWith("stdin: 2 rows, 2 columns"), ran.out + ran.err);
        const Ran broken = piped("size,city\n1\n");
        QVERIFY2(broken.code == 2 && broken.err.startsWith("error: stdin:2: "), broken.err);
    }

    void as_json() {
        const Ran ran = ctl_->run({"data", "describe", "--json", ctl_->file("t.csv"), "data.exclude=[city]"});
        QVERIFY2(ran.code == 0, ran.err);
        const auto json = parse_json(ran.out.toStdString());
        QVERIFY2(json, ran.out);
        QCOMPARE(json->at("rows").get<int>(), 4);
        QCOMPARE(json->at("columns")[1]["max"].get<double>(), 8.0);
        QCOMPARE(json->at("columns")[1]["missing"].get<int>(), 1);
        QCOMPARE(json->at("columns")[2]["role"].get<std::string>(), std::string("left out"));
    }

    void of_an_experiment() {
        ctl_->write("e.yaml",
                    "lathe: 1\nname: e\nconfig: {network: {name: mlp}, data: {name: csv, file: t.csv, target: y}}\n");
        const Ran ran = ctl_->run({"data", "describe", ctl_->file("e.yaml"), "data.types={size: category}"});
        QVERIFY2(ran.code == 0, ran.err);
        QVERIFY2(ran.out.contains("1,5 (1)"), ran.out);
        const Ran other = ctl_->run({"data", "describe", ctl_->file("e.yaml"), "data={name: synthetic}"});
        QCOMPARE(other.code, 2);
    }

    void codes_are_told() {
        ctl_->write("z.csv", "zip,y\n01234,a\n99999,b\n01234,a\n99999,b\n");
        const Ran ran = ctl_->run({"data", "describe", ctl_->file("z.csv"), "target=y"});
        QVERIFY2(ran.code == 0 && ran.out.contains("category") && ran.out.contains("01234 (2)"), ran.out + ran.err);
        QVERIFY2(ran.out.contains("data.types={zip: number}"), ran.out);
    }

    void mistakes_are_exit_2() {
        Ran ran = ctl_->run({"data", "describe", ctl_->file("no.csv")});
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.startsWith("error: ") && ran.err.contains("no.csv"), ran.err);
        ran = ctl_->run({"data", "describe", ctl_->file("t.csv"), "data.missing=guess"});
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.contains("data.missing"), ran.err);
        ran = ctl_->run({"data", "describe", ctl_->file("t.csv"), "target=z"});
        QCOMPARE(ran.code, 2);
        QVERIFY2(ran.err.contains("t.csv:1: data.target: there is no column"), ran.err);
    }
};

LATHE_CORE_TEST(TestData)
#include "test_data.moc"
