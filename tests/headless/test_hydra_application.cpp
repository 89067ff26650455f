// SPDX-License-Identifier: GPL-3.0-or-later
// A Hydra application by the real lathectl: composed, imported, searched.
#include <QtTest>

#include "tests/headless/lathectl.h"
#include "tests/test_program.h"

using namespace lathe;
using search::TrialState;

namespace {

// What Hydra would do with its command line, for one config without a defaults list.
const char* const program_text = R"(
import json, os, sys
# @hydra.main(config_path="conf", config_name="config")
options = dict(zip(sys.argv[1::2], sys.argv[2::2]))
assert options["--config-name"] == "config", sys.argv
with open(os.path.join(options["--config-path"], "config.json")) as file:
    cfg = json.load(file)
assert cfg["out"] == "${hydra:runtime.output_dir}/x", cfg
assert sys.argv[-1] == "hydra.run.dir=${oc.env:LATHE_TRIAL_DIR}", sys.argv
print("db", cfg["db"]["name"], "lr", cfg["lr"])
with open(os.path.join(os.environ["LATHE_TRIAL_DIR"], ".lathe", "metrics.jsonl"), "a") as file:
    file.write(json.dumps({"metrics": {"loss": cfg["lr"]}}) + "\n")
)";

}  // namespace

class TestHydraApplication : public QObject {
    Q_OBJECT

    std::unique_ptr<Lathectl> ctl_;

  private Q_SLOTS:
    void init() {
        ctl_ = std::make_unique<Lathectl>(LATHECTL, LATHE_FAKE_ENGINE);
        QDir(ctl_->file("")).mkpath("conf/db");
        QDir(ctl_->file("")).mkpath("conf/experiment");
        ctl_->write("app.py", program_text);
        ctl_->write("conf/config.yaml",
                    "defaults:\n- db: pg\n- _self_\n- override hydra/launcher: joblib\nlr: 0.5\n"
                    "out: ${hydra:runtime.output_dir}/x\nhydra: {sweeper: {params: {lr: 'choice(0.25, 0.5)'}}}\n");
        ctl_->write("conf/db/pg.yaml", "name: pg\n");
        ctl_->write("conf/db/mysql.yaml", "name: mysql\n");
        ctl_->write("conf/experiment/big.yaml", "# @package _global_\ndefaults: [{override /db: mysql}]\nlr: 9.0\n");
    }

    void the_command_line_composes() {
        const Ran ran = ctl_->run({"config", "resolve", ctl_->file("conf/config.yaml"), "+experiment=big"});
        QVERIFY2(ran.code == 0, ran.err);
        QVERIFY2(ran.out.contains("name: mysql") && ran.out.contains("lr: 9.0") && !ran.out.contains("hydra"), ran.out);
        QVERIFY2(ran.err.contains("note: hydra: sweeper"), ran.err);
        const Ran none = ctl_->run({"config", "resolve", ctl_->file("conf/config.yaml"), "+experiment=nope"});
        QVERIFY2(none.code == 2 && none.err.contains("there are big"), none.err);
        const Ran own = ctl_->run({"config", "resolve", ctl_->file("conf/config.yaml"), "hydra.job.name=it"});
        QVERIFY2(own.code == 0 && own.err.contains("note: hydra.job.name=it: a setting of Hydra's own"), own.err);
        const Ran unknown = ctl_->run({"config", "resolve", ctl_->file("conf/config.yaml"), "hydra.nope=1"});
        QVERIFY2(unknown.code == 2 && unknown.err.contains("hydra.nope"), unknown.err);
    }

    void the_command_line_is_hydras() {
        const auto resolved = [&](const char* change) {
            return ctl_->run({"config", "resolve", ctl_->file("conf/config.yaml"), change});
        };
        const Ran dict = resolved("+opt={name:adam,betas:[.9,1e-1]}");
        QVERIFY2(dict.code == 0 && dict.out.contains("name: adam") && dict.out.contains("0.1"), dict.err);
        const Ran added = resolved("lrr=1");
        QVERIFY2(added.code == 2 && added.err.contains("did you mean lr?"), added.err);
        for (const char* several : {"lr=1,2", "lr=choice(1,2)", "lr=range(3)"}) {
            const Ran sweep = resolved(several);
            QVERIFY2(sweep.code == 2 && sweep.err.contains("is several values"), sweep.err);
        }
    }

    void several_trees_read_a_change_once() {
        ctl_->write("conf/more.yaml", "defaults: [_self_]\nmore: 1\n");
        // Two of four backslashes stay; read once more, one would.
        const Ran ran = ctl_->run(
            {"config", "resolve", ctl_->file("conf/config.yaml"), ctl_->file("conf/more.yaml"), "+s='\\\\\\\\'"});
        QVERIFY2(ran.code == 0 && ran.out.contains("s: \\\\\n") && ran.out.contains("more: 1"), ran.out + ran.err);
    }

    void an_application_is_searched() {
        const Ran imported = ctl_->run({"import", "hydra", ctl_->file("conf"), "-o", ctl_->file("e.yaml")});
        QVERIFY2(imported.code == 0, imported.err);
        const Ran valid = ctl_->run({"config", "validate", ctl_->file("e.yaml")});
        QVERIFY2(valid.code == 0 && valid.err.contains("note: hydra: sweeper"), valid.err);
        const Ran ran = ctl_->run({"tune", ctl_->file("e.yaml"), "db=mysql"});
        QVERIFY2(ran.code == 0 && ran.err.contains("note: hydra: sweeper"), ran.err);
        const auto study = ctl_->study();
        QCOMPARE(study.trials.size(), 2u);
        for (const auto& trial : study.trials) QCOMPARE(trial.state, TrialState::succeeded);
        QFile log(QString::fromStdString((study.folder / "trials" / "0001" / "log.txt").string()));
        QVERIFY(log.open(QIODevice::ReadOnly));
        const QByteArray text = log.readAll();
        QVERIFY2(text.contains("db mysql lr 0."), text);
    }
};

LATHE_TEST(TestHydraApplication)
#include "test_hydra_application.moc"
