// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/headless/lathectl.h"

#include <algorithm>

#include <QFile>

namespace lathe {

namespace {

constexpr int patience = 120'000;  // ms, for a machine that is busy with other tests

const char experiment_text[] = R"(# A quadratic.
lathe: 1
name: quadratic
config:
  train: {epochs: 3}
  network: {name: lenet}
  data: {name: fashion_mnist}
  opt: {name: Adam, lr: 0.1}
  seed: 1
space:
  opt.lr: {_type: uniform, _value: [0.01, 0.9]}
search:
  objective: {metric: val_loss, mode: minimize}
  tuner: {name: Random, args: {seed: 7}}
  max_trials: 4
)";

}  // namespace

Lathectl::Lathectl(const char* program, const char* engine)
    : program_(program), environment_(QProcessEnvironment::systemEnvironment()) {
    environment_.insert("LATHE_ENGINE", engine);
    write("experiment.yaml", experiment_text);
}

std::unique_ptr<QProcess> Lathectl::start(const QStringList& arguments, void (*in_child)()) {
    auto process = std::make_unique<QProcess>();
    process->setProcessEnvironment(environment_);
    process->setWorkingDirectory(dir_.path());
    if (in_child) process->setChildProcessModifier(in_child);
    process->start(program_, QStringList{"--workspace", file("runs")} + arguments);
    process->waitForStarted(patience);
    return process;
}

Ran Lathectl::finish(QProcess& process) {
    if (!process.waitForFinished(patience)) return {};
    // As a shell gives it: 128 and the signal when one killed it.
    const int code = process.exitStatus() == QProcess::NormalExit ? process.exitCode() : 128 + process.exitCode();
    return {code, process.readAllStandardOutput(), process.readAllStandardError()};
}

Ran Lathectl::run(const QStringList& arguments, void (*in_child)()) {
    return finish(*start(arguments, in_child));
}

void Lathectl::write(const QString& name, const QByteArray& text) const {
    QFile out(file(name));
    if (out.open(QIODevice::WriteOnly)) out.write(text);
}

std::vector<std::filesystem::path> Lathectl::studies() const {
    std::vector<std::filesystem::path> found;
    std::error_code code;
    for (const auto& entry : std::filesystem::directory_iterator(file("runs").toStdString(), code))
        if (!entry.path().filename().string().starts_with('.'))
            if (entry.is_directory()) found.push_back(entry.path());
    std::sort(found.begin(), found.end());
    return found;
}

store::StudyRecord Lathectl::study() const {
    const auto found = studies();
    if (found.size() != 1) qFatal("there are %zu studies", found.size());
    auto study = store::read_study(found.front());
    if (!study) qFatal("%s", study.error().str().c_str());
    return std::move(*study);
}

}  // namespace lathe
