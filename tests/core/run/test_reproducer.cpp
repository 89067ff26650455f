// SPDX-License-Identifier: GPL-3.0-or-later
// A trial that is run again from its record: what is said where that cannot be, or does not give the same.
#include <algorithm>
#include <cerrno>
#include <memory>

#include <QTemporaryDir>
#include <QtTest>

#include "core/base/files.h"
#include "core/base/system_error.h"
#include "core/run/reproducer.h"
#include "core/run/study_experiment.h"
#include "core/search/experiment_text.h"
#include "core/store/study_record.h"
#include "tests/core/run/fixtures.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::run;

class TestReproducer : public QObject {
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> dir_;
    std::unique_ptr<Workbench> bench_;
    store::StudyRecord study_;

    Result<std::optional<Reproduction>> repeat() const {
        const auto services = bench_->services();
        const auto reproducer = Reproducer::open(study_.folder, services, 0);
        if (!reproducer) return fail(reproducer.error().front());
        return reproducer->repeat(study_.trials.front(), [](Session& session) { session.wait(); });
    }

  private Q_SLOTS:
    void init() {
        dir_ = std::make_unique<QTemporaryDir>();
        bench_ = std::make_unique<Workbench>();
        auto session =
            Session::create(fake_experiment(1), search::Purpose::search, dir_->path().toStdString(), bench_->services())
                .value();
        session->start();
        QCOMPARE(session->wait(), SessionState::finished);
        const auto folder = session->status().folder;
        session.reset();
        study_ = store::read_study(folder).value();
    }

    void the_same_is_equal() {
        const auto result = repeat();
        QVERIFY2(result.has_value(), result ? "" : result.error().str().c_str());
        QVERIFY(*result);
        QVERIFY2((*result)->equal, (*result)->summary().c_str());
    }

    // As the bundle of one trial is unpacked: an experiment that is the trial, and its record beside it.
    void a_trial_without_its_study_is_repeated_from_its_own_record() {
        const auto services = bench_->services();
        const auto& trial = study_.trials.front();
        const auto whole = load_study_experiment(study_.folder, *services.catalog);
        QVERIFY(whole);
        const auto of_trial = experiment_of_trial(*whole, trial, *services.catalog);
        QVERIFY(of_trial);
        const fs::path alone = fs::path(dir_->path().toStdString()) / "alone";
        const fs::path kept = store::trial_folder(study_.folder, trial.number);
        fs::create_directories(alone);
        fs::copy(kept, alone / "trial", fs::copy_options::recursive);
        fs::copy(study_.folder / "provenance", alone / "provenance");
        QVERIFY(write_file_atomically(alone / "experiment.yaml", search::to_yaml(*of_trial)));
        fs::rename(study_.folder, study_.folder.string() + "-gone");

        const auto reproducer = Reproducer::open_trial(alone, alone / "trial", services, 0);
        QVERIFY(reproducer.has_value());
        const auto repeat_it = [&] {
            return reproducer->repeat(trial, [](Session& session) { session.wait(); }).value().value();
        };
        const auto same = repeat_it();
        QVERIFY2(same.equal && same.scalars > 0, same.summary().c_str());
        QVERIFY(read_reproduction(alone / "trial").value()->equal);
        bench_->training.loss = [](const TrialContext&, int) { return 7.0; };
        const auto other = repeat_it();
        QVERIFY2(!other.equal && other.first, other.summary().c_str());
    }

    // Nobody stopped it.
    void why_it_could_not_end_is_told() {
        bench_->training.at_start = [](TrialContext& context) { throw system_error("full", context.folder, ENOSPC); };
        const auto result = repeat();
        QVERIFY(!result);
        QVERIFY2(result.error().what.find("full") != std::string::npos, result.error().str().c_str());
    }

    void a_stopped_one_is_neither_equal_nor_an_error() {
        Door door;
        const auto services = bench_->services();
        bench_->training.at_start = [&](TrialContext& context) { door.wait(context.stop); };
        const auto reproducer = Reproducer::open(study_.folder, services, 0);
        QVERIFY(reproducer.has_value());
        const auto result = reproducer->repeat(study_.trials.front(), [](Session& session) {
            session.stop();
            session.wait();
        });
        QVERIFY2(result.has_value(), result ? "" : result.error().str().c_str());
        QVERIFY(!*result);
    }

    // Whether the data were others cannot be known then: that, too, may explain a difference.
    void a_damaged_record_of_what_it_read_is_told() {
        const auto name = study_.trials.front().facts.string_or("provenance", "");
        QVERIFY(!name.empty());
        const fs::path file = study_.folder / "provenance" / (name + ".json");
        QVERIFY(fs::exists(file));
        QVERIFY(write_file_atomically(file, "{"));
        bench_->training.loss = [](const TrialContext&, int) { return 7.0; };
        const auto result = repeat();
        QVERIFY2(result.has_value(), result ? "" : result.error().str().c_str());
        QVERIFY(*result && !(*result)->equal);
        const auto& told = (*result)->environment;
        QVERIFY(std::ranges::any_of(told, [&](const auto& one) { return one.find(name) != std::string::npos; }));
    }
};

LATHE_TEST(TestReproducer)
#include "test_reproducer.moc"
