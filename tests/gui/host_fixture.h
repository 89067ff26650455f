// SPDX-License-Identifier: GPL-3.0-or-later
// A machine called "host": a program in the place of ssh starts lathectl in another home folder, with an engine that
// needs no torch.
#pragma once

#include <QByteArray>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QString>
#include <QTemporaryDir>

namespace lathe::test {

class HostFixture {
  public:
    HostFixture() {
        if (!QDir().mkpath(at("home/.local/bin")) ||
            !QFile::link(LATHE_BINARY_DIR "/bin/lathectl", at("home/.local/bin/lathectl")))
            qFatal("no home folder");
        qputenv("LATHE_SSH", LATHE_SOURCE_DIR "/tests/headless/cutting_ssh.py");
        qputenv("LATHE_REMOTE_HOME", at("home").toUtf8());
        qputenv("LATHE_QUEUE", at("queue").toUtf8());
        qputenv("XDG_CACHE_HOME", at("cache").toUtf8());
        qputenv("LATHE_ENGINE", LATHE_FAKE_ENGINE);
    }
    ~HostFixture() {
        for (const char* name : {"LATHE_SSH", "LATHE_REMOTE_HOME", "LATHE_QUEUE", "XDG_CACHE_HOME", "LATHE_ENGINE",
                                 "LATHE_HOLD", "LATHE_FAKE_HOLD", "LATHE_FAKE_HOLD_CHECK", "LATHE_FAKE_PACE"})
            qunsetenv(name);
    }
    HostFixture(const HostFixture&) = delete;
    HostFixture& operator=(const HostFixture&) = delete;

    QString at(const char* name) const { return dir_.filePath(QLatin1String(name)); }
    void write(const char* name, const QByteArray& text) const {
        QFile file(at(name));
        if (!QDir().mkpath(QFileInfo(file).absolutePath()) || !file.open(QIODevice::WriteOnly)) qFatal("no file");
        file.write(text);
    }
    // A message to the host with `word` in it makes `file`, and nothing goes on.
    void hold(const char* word, const char* file) const { qputenv("LATHE_HOLD", word + (':' + at(file)).toUtf8()); }
    // The check before a training there says that something is wrong.
    void failCheck() const {
        write("checked.go", {});
        qputenv("LATHE_FAKE_HOLD_CHECK", at("checked").toUtf8());
    }

  private:
    QTemporaryDir dir_;
};

}  // namespace lathe::test
