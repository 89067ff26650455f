// SPDX-License-Identifier: GPL-3.0-or-later
// What Optuna itself reads of a database that was exported.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "core/store/export/study_export.h"
#include "fixtures.h"
#include "sample_study.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::store;
using namespace lathe::store::fixtures;
namespace fs = std::filesystem;

namespace {

// What the script prints; nullopt: there is no Optuna.
std::optional<QByteArray> asked(const QStringList& arguments) {
    QProcess python;
    python.start(QStringLiteral("/usr/bin/python3"),
                 QStringList{QStringLiteral(LATHE_SOURCE_DIR "/tests/core/store/optuna_oracle.py")} + arguments);
    if (!python.waitForStarted() || !python.waitForFinished(120000)) return std::nullopt;
    if (python.exitCode() == 77) return std::nullopt;
    if (python.exitCode() != 0) qFatal("%s", python.readAllStandardError().constData());
    return python.readAllStandardOutput();
}

}  // namespace

class TestOptunaOracle : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    fs::path folder_;
    OptunaSchema schema_ = OptunaSchema::v3_2;

    QJsonObject optuna_reads(const fs::path& study) {
        const fs::path file = folder_ / "o.db";
        StudyExport wanted{ExportFormat::optuna, {{study, {}}}, file, schema_};
        const auto summary = export_studies(wanted);
        if (!summary) qFatal("%s", summary.error().str().c_str());
        const auto said =
            asked({QString::fromStdString(file.string()), QString::fromStdString(read_study(study)->name)});
        return QJsonDocument::fromJson(*said).object();
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        folder_ = fs::path(dir_->path().toStdString());
        const auto version = asked({});
        if (!version) QSKIP("Optuna is not installed (python3-optuna)");
        schema_ = version->startsWith("3.0") || version->startsWith("3.1") ? OptunaSchema::v3_0 : OptunaSchema::v3_2;
    }

    void it_goes_on_with_an_exported_study() {
        const fs::path study = folder_ / "demo";
        write_study(study, {});
        put_bytes(study / "experiment.yaml",
                  "lathe: 1\nname: demo\nspace:\n  opt.lr: {_type: loguniform, _value: [0.0001, 0.1]}\n");
        auto events = EventFileWriter::create(trial_folder(study, 1));
        events->add_scalar("val_loss", {7, 5, 0.75});
        QVERIFY(events->flush());
        const QJsonObject read = optuna_reads(study);
        QCOMPARE(read[u"best"].toInt(), 1);
        QVERIFY(read[u"next"].toBool());
        const QJsonObject best = read[u"trials"].toArray().at(1).toObject();
        QCOMPARE(best[u"state"].toString(), QStringLiteral("COMPLETE"));
        QCOMPARE(best[u"values"].toArray().at(0).toDouble(), 0.5);
        QCOMPARE(best[u"params"].toObject()[u"opt.lr"].toDouble(), 0.002);
        QCOMPARE(best[u"curve"].toObject()[u"7"].toDouble(), 0.75);
        QCOMPARE(best[u"log"].toArray().at(0).toString(), QStringLiteral("opt.lr"));
        QCOMPARE(best[u"low"].toObject()[u"opt.lr"].toDouble(), 0.0001);
    }

    // All that is awkward, and several objectives: none of it keeps Optuna from reading.
    void it_reads_whatever_is_exported() {
        for (const std::uint64_t seed : {5u, 6u}) {
            const fs::path study = write_sample(folder_ / "runs", sample_study(seed, true));
            const auto record = *read_study(study);
            const QJsonObject read = optuna_reads(study);
            QCOMPARE(read[u"directions"].toArray().size(), 2);
            QCOMPARE(read[u"trials"].toArray().size(), qsizetype(record.trials.size()));
            for (std::size_t i = 0; i < record.trials.size(); ++i) {
                const QJsonObject params = read[u"trials"].toArray().at(int(i)).toObject()[u"params"].toObject();
                QCOMPARE(params[u"name"].toString(),
                         QString::fromStdString(record.trials[i].params.get("name")->as_string()));
            }
            fs::remove(folder_ / "o.db");
        }
    }
};

LATHE_TEST(TestOptunaOracle)
#include "test_optuna_oracle.moc"
