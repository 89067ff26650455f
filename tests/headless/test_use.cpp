// SPDX-License-Identifier: GPL-3.0-or-later
// lathectl test, predict, sample, export, weights and show --predictions, with the real engine.
#include <QtTest>

#include "core/base/json.h"
#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;

namespace {

const char table_experiment[] = R"(lathe: 1
name: rows
config:
  train: {epochs: 5, batch_size: 10}
  network: {name: mlp, hidden: [8]}
  data: {name: csv, file: rows.csv, target: size}
  opt: {name: Adam, lr: 0.02}
  hw: {device: cpu, threads: 1}
  seed: 5
)";

const char text_experiment[] = R"(lathe: 1
name: lines
config:
  train: {epochs: 1, batch_size: 10}
  network: {name: gru}
  data: {name: text, file: lines.txt, length: 16}
  hw: {device: cpu, threads: 1}
  seed: 5
)";

}  // namespace

class TestUse : public QObject {
    Q_OBJECT

    std::unique_ptr<Lathectl> ctl_;

    QByteArray bytes(const QString& name) const {
        QFile file(ctl_->file(name));
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
    }
    QString study(const QString& name) const {
        const auto found = QDir(ctl_->file("runs")).entryList({name + "-*"}, QDir::Dirs);
        return found.size() == 1 ? ctl_->file("runs/" + found.front()) : QString();
    }
    QString trial() const { return study("rows") + "/trials/0000"; }

  private Q_SLOTS:
    void initTestCase() {
        ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_BINARY_DIR "/lib/liblathe-train.so");
        QByteArray rows = "weight,colour,size\n";
        for (int i = 0; i < 120; ++i)
            rows += QByteArray::number(i % 40) + (i % 3 ? ",red," : ",blue,") + (i % 40 > 20 ? "large\n" : "small\n");
        ctl_->write("rows.csv", rows);
        ctl_->write("rows.yaml", table_experiment);
        ctl_->write("lines.txt", QByteArray("to and fro, ").repeated(60));
        ctl_->write("lines.yaml", text_experiment);
        for (const char* file : {"rows.yaml", "lines.yaml"}) {
            const Ran ran = ctl_->run({"run", ctl_->file(file)});
            QVERIFY2(ran.code == 0, ran.err);
            QVERIFY2(ran.err.contains("\ntested  test_"), ran.err);
        }
    }
    void cleanupTestCase() { ctl_.reset(); }

    void show_says_what_the_trials_test_found() {
        Ran ran = ctl_->run({"show", trial(), "--predictions"});
        QVERIFY2(ran.code == 0, ran.err);
        QVERIFY2(ran.out.contains("test_acc") && ran.out.contains("PRECISION") && ran.out.contains("large"), ran.out);
        ran = ctl_->run({"show", study("rows"), "--predictions", "--json"});
        const auto json = parse_json(ran.out.toStdString());
        QVERIFY2(json, ran.out + ran.err);
        QCOMPARE(json->at("samples").get<int>(), 12);
        QCOMPARE(json->at("classes").size(), std::size_t{2});
    }

    void test_prints_the_metrics_of_the_record() {
        const auto recorded = parse_json(ctl_->run({"show", trial(), "--predictions", "--json"}).out.toStdString());
        const Ran ran = ctl_->run({"test", trial(), "--json"});
        QVERIFY2(ran.code == 0, ran.err);
        const auto tested = parse_json(ran.out.toStdString());
        QVERIFY2(tested, ran.out);
        QCOMPARE(tested->at("metrics"), recorded->at("metrics"));
        QCOMPARE(tested->at("confusion"), recorded->at("confusion"));
        QVERIFY(ran.err.contains("used ") && ran.err.contains("last.pt"));
    }

    void test_of_another_table_writes_its_record() {
        ctl_->write("more.csv", "size,weight,colour\nlarge,39,red\nsmall,1,blue\nlarge,38,green\n");
        const Ran ran = ctl_->run({"test", trial(), "--data", ctl_->file("more.csv"), "-o", ctl_->file("report")});
        QVERIFY2(ran.code == 0, ran.err);
        QVERIFY2(ran.out.startsWith("samples         3 of "), ran.out);
        const auto json = parse_json(bytes("report/test.json").toStdString());
        QVERIFY(json && json->at("samples").get<int>() == 3);
    }

    void predict_writes_a_table() {
        ctl_->write("new.csv", "colour,weight\nred,39\nblue,2\n");
        const Ran ran = ctl_->run(
            {"predict", study("rows"), ctl_->file("new.csv"), "-o", ctl_->file("out.csv"), "--probabilities"});
        QVERIFY2(ran.code == 0, ran.err);
        QVERIFY2(ran.out.isEmpty(), ran.out);  // no answers, no metrics
        const auto lines = bytes("out.csv").split('\n');
        QCOMPARE(lines[0], QByteArray("input,prediction,probability,large,small"));
        QVERIFY2(lines[1].startsWith(ctl_->file("new.csv").toUtf8() + ":2,large,"), lines[1]);
        QVERIFY2(lines[2].startsWith(ctl_->file("new.csv").toUtf8() + ":3,small,"), lines[2]);
        QCOMPARE(lines.size(), 4);
    }

    // As wherever a command takes a file.
    void a_stream_may_stand_for_a_file_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<QByteArray>("given");
        QTest::addColumn<QByteArray>("says");
        QTest::addColumn<int>("code");
        const QString out = ctl_->file("of_a_stream.csv");
        QTest::newRow("predict") << QStringList{"predict", trial(), "-", "-o", out}
                                 << QByteArray("colour,weight\nred,39\n") << QByteArray("1 prediction in ") << 0;
        QTest::newRow("test") << QStringList{"test", trial(), "--data", "/dev/stdin"}
                              << QByteArray("colour,weight,size\nred,39,large\n") << QByteArray("last.pt") << 0;
        QTest::newRow("columns that are missing") << QStringList{"predict", trial(), "-", "-o", out}
                                                  << QByteArray("colour\nred\n") << QByteArray("stdin:1") << 2;
        QTest::newRow("nothing") << QStringList{"predict", trial(), "-", "-o", out} << QByteArray()
                                 << QByteArray("stdin: ") << 2;
        QTest::newRow("no weights") << QStringList{"weights", "-"} << QByteArray("weights, they said")
                                    << QByteArray("stdin: ") << 2;
    }
    void a_stream_may_stand_for_a_file() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, given);
        QFETCH(QByteArray, says);
        const auto process = ctl_->start(arguments);
        process->write(given);
        process->closeWriteChannel();
        const Ran ran = Lathectl::finish(*process);
        QTEST(ran.code, "code");
        QVERIFY2(ran.err.contains(says), ran.err);
        if (QByteArray(QTest::currentDataTag()) == "predict")
            QVERIFY2(bytes("of_a_stream.csv").contains("\nstdin:2,large,"), bytes("of_a_stream.csv"));
    }

    void predict_gives_metrics_where_answers_are_known() {
        const Ran ran = ctl_->run({"predict", trial(), "--part", "test", "-o", ctl_->file("out.npy")});
        QVERIFY2(ran.code == 0, ran.err);
        QVERIFY(bytes("out.npy").startsWith("\x93NUMPY"));
        QVERIFY(bytes("out.npy").contains("'shape': (12, 2)"));
        const Ran table = ctl_->run({"predict", trial(), ctl_->file("rows.csv"), "-o", ctl_->file("all.csv")});
        QVERIFY2(table.out.startsWith("acc 0.") || table.out.startsWith("acc 1"), table.out);
    }

    void sample_writes_on() {
        const QStringList command{"sample", study("lines"), "--prompt", "to", "--length", "20", "--seed", "2"};
        const Ran first = ctl_->run(command);
        QVERIFY2(first.code == 0, first.err);
        QVERIFY2(first.out.startsWith("to") && first.out.size() == 23, first.out);
        QCOMPARE(ctl_->run(command).out, first.out);
    }

    void export_writes_each_format_data() {
        QTest::addColumn<QByteArray>("format");
        QTest::addColumn<QByteArray>("begins");
        QTest::newRow("torchscript") << QByteArray("torchscript") << QByteArray("PK");
        QTest::newRow("state_dict") << QByteArray("state_dict") << QByteArray("PK");
        QTest::newRow("safetensors") << QByteArray("safetensors") << QByteArray();
    }
    void export_writes_each_format() {
        QFETCH(QByteArray, format);
        QFETCH(QByteArray, begins);
        const QString name = QString("model.") + format;
        const Ran ran = ctl_->run({"export", trial(), "--to", format, "-o", ctl_->file(name)});
        QVERIFY2(ran.code == 0, ran.err);
        QVERIFY(bytes(name).startsWith(begins) && bytes(name).size() > 200);
        QVERIFY2(ran.err.contains("4 tensors in "), ran.err);
        // What was written can be the beginning of a training.
        if (format == "torchscript") return;
        const Ran weights = ctl_->run({"weights", ctl_->file(name), "--for", ctl_->file("rows.yaml")});
        QVERIFY2(weights.code == 0, weights.out + weights.err);
        QVERIFY2(weights.out.contains("4 of 4 fit"), weights.out);
        const Ran other =
            ctl_->run({"weights", ctl_->file(name), "--for", ctl_->file("rows.yaml"), "network.hidden=[9]"});
        QCOMPARE(other.code, 1);
        QVERIFY2(other.out.contains("other shape") && other.out.contains("1 of 4 fit"), other.out);
    }

    void a_dash_is_standard_output() {
        const Ran plain = ctl_->run({"export", trial(), "--to", "csv"});
        QVERIFY2(plain.code == 0 && plain.out.startsWith("number,"), plain.out + plain.err);
        QCOMPARE(ctl_->run({"export", trial(), "--to", "csv", "-o", "-"}).out, plain.out);
        QVERIFY(ctl_->run({"report", trial(), "-o", "-"}).out.startsWith("<!"));
        QCOMPARE(ctl_->run({"export", trial(), "--to", "tensorboard", "-o", "-"}).code, 2);
        // What the predictions came to is not told between them.
        const Ran file = ctl_->run({"predict", trial(), ctl_->file("rows.csv"), "-o", ctl_->file("streamed.csv")});
        QVERIFY2(file.code == 0 && !file.out.isEmpty(), file.err);
        for (const char* name : {"-", "/dev/stdout", "/dev/fd/1"}) {
            const Ran ran = ctl_->run({"predict", trial(), ctl_->file("rows.csv"), "-o", name});
            QVERIFY2(ran.code == 0, ran.err);
            QCOMPARE(ran.out, bytes("streamed.csv"));
            QVERIFY2(ran.err.contains(file.out) && ran.err.contains("standard output"), ran.err);
        }
        QVERIFY(ctl_->run({"export", trial(), "--to", "state_dict", "-o", "-"}).out.startsWith("PK"));
    }

    void mistakes_have_their_exit_codes_data() {
        QTest::addColumn<QStringList>("arguments");
        QTest::addColumn<int>("code");
        QTest::addColumn<QByteArray>("says");
        const QString out = ctl_->file("never");
        const auto row = [](const char* name) -> QTestData& { return QTest::newRow(name); };
        row("no such trial") << QStringList{"test", "nothing"} << 2 << QByteArray("nothing");
        row("no input") << QStringList{"predict", trial(), "-o", out} << 2 << QByteArray("either inputs or --part");
        row("no output") << QStringList{"predict", trial(), "x.csv"} << 2 << QByteArray("--output");
        row("a missing input") << QStringList{"predict", trial(), "x.csv", "-o", out} << 2 << QByteArray("x.csv");
        row("onnx") << QStringList{"export", trial(), "--to", "onnx", "-o", out} << 2
                    << QByteArray("ONNX cannot be written");
        row("no file") << QStringList{"export", trial(), "--to", "torchscript"} << 2 << QByteArray("-o FILE");
        row("no text model") << QStringList{"sample", trial()} << 2 << QByteArray("predicts no text");
        row("no device") << QStringList{"test", trial(), "--device", "cuda:9"} << 2 << QByteArray("GPU");
        row("no checkpoint") << QStringList{"test", trial(), "--checkpoint", "first"} << 2
                             << QByteArray("there is no checkpoint \"first\"");
        row("both") << QStringList{"predict", trial(), "x.csv", "--part", "test", "-o", out} << 2
                    << QByteArray("both inputs and --part");
        row("data and a part") << QStringList{"test", trial(), "--data", ctl_->file("rows.csv"), "--part", "val"} << 2
                               << QByteArray("--data and --part do not go together");
        row("a checkpoint of a checkpoint")
            << QStringList{"test", trial() + "/checkpoints/last.pt", "--checkpoint", "best"} << 2
            << QByteArray("--checkpoint is one of a trial's");
        row("changes of nothing") << QStringList{"weights", trial() + "/checkpoints/last.pt", "network.depth=18"} << 2
                                  << QByteArray("add --for EXPERIMENT");
        row("no table") << QStringList{"predict", trial(), "--part", "test", "--probabilities", "-o", out + ".npy"} << 2
                        << QByteArray("--probabilities are columns of a table");
        row("another format") << QStringList{"predict", trial(), ctl_->file("rows.csv"), "-o", out + ".npz"} << 2
                              << QByteArray("not written as *.npz");
        row("no such checkpoint") << QStringList{"test", "nothing.pt"} << 2
                                  << QByteArray("there is no such checkpoint");
        row("a record that is a file") << QStringList{"test", trial(), "-o", ctl_->file("rows.csv")} << 2
                                       << QByteArray("is no folder");
        row("no folder") << QStringList{"predict", trial(), ctl_->file("rows.csv"), "-o", ctl_->file("no/never.csv")}
                         << 2 << QByteArray("there is no folder");
        row("a folder") << QStringList{"export", trial(), "--to", "safetensors", "-o", ctl_->file("")} << 2
                        << QByteArray("is a folder");
        row("data without a bundle") << QStringList{"export", trial(), "--to", "csv", "--with-data"} << 2
                                     << QByteArray("--with-data is for --to bundle");
        row("a checkpoint of records") << QStringList{"export", trial(), "--to", "csv", "--checkpoint", "best"} << 2
                                       << QByteArray("--checkpoint is for the formats of a network");
        const QString nowhere = ctl_->file("no/never");
        row("a report nowhere") << QStringList{"report", trial(), "-o", nowhere} << 2 << QByteArray("no/never");
        row("a table nowhere") << QStringList{"export", trial(), "--to", "csv", "-o", nowhere} << 2
                               << QByteArray("no/never");
        row("a container nowhere") << QStringList{"export", ctl_->file("rows.yaml"), "--to", "docker", "-o", nowhere}
                                   << 2 << QByteArray("no/never");
        row("a bundle nowhere") << QStringList{"export", ctl_->file("rows.yaml"),   "--to", "bundle",
                                               "-o",     nowhere + ".lathe.tar.zst"}
                                << 2 << QByteArray("no/never");
        row("a network nowhere") << QStringList{"export", trial(), "--to", "state_dict", "-o", nowhere} << 2
                                 << QByteArray("there is no folder");
        row("a full disk") << QStringList{"report", trial(), "-o", "/dev/full"} << 1 << QByteArray("No space left");
        row("a full disk for predictions") << QStringList{"predict", trial(), ctl_->file("rows.csv"), "-o", "/dev/full"}
                                           << 1 << QByteArray("No space left");
        row("a bundle as output") << QStringList{"export", trial(), "--to", "bundle", "-o", "-"} << 2
                                  << QByteArray("-o NAME.lathe.tar.zst");
        row("no weights") << QStringList{"weights", ctl_->file("rows.csv")} << 2 << QByteArray("rows.csv");
    }
    void mistakes_have_their_exit_codes() {
        QFETCH(QStringList, arguments);
        QFETCH(QByteArray, says);
        const Ran ran = ctl_->run(arguments);
        QTEST(ran.code, "code");
        QVERIFY2(ran.err.contains("error: ") && ran.err.contains(says), ran.err);
        QVERIFY(!QFile::exists(ctl_->file("never")));
    }
};

LATHE_CORE_TEST(TestUse)
#include "test_use.moc"
