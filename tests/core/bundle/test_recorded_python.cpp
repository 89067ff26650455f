// SPDX-License-Identifier: GPL-3.0-or-later
// What a record tells of Python, as texts that install it elsewhere.
#include <QTemporaryDir>
#include <QTest>

#include "core/bundle/container_file.h"
#include "core/bundle/headless_files.h"
#include "core/bundle/recorded_python.h"
#include "core/config/document.h"
#include "tests/test_program.h"

using namespace lathe;
using namespace lathe::bundle;
using config::Dict;
using config::List;
using config::Value;

namespace {

Value environment(const std::string& os) {
    return Dict{{"os", Dict{{"name", os}}},
                {"python", Dict{{"version", "3.11.2"},
                                {"packages", Dict{{"numpy", "1.24.2"},
                                                  {"wandb", "0.16.0"},
                                                  {"torch", "2.6.0+cu124"},
                                                  {"own", "0.1"},
                                                  {"odd", "1.0\nRUN rm"},
                                                  {"-r evil", "1"},
                                                  {"ufw", "0.36"},
                                                  {"lathe", "0.1.0"}}},
                                {"debian", Dict{{"numpy", "python3-numpy=1:1.24.2-1"}, {"ufw", "ufw=0.36-1"}}},
                                {"sources", Dict{{"own", "file:///home/me/own"}}}}}};
}

}  // namespace

class TestRecordedPython : public QObject {
    Q_OBJECT

  private Q_SLOTS:
    void on_debian() {
        const auto python = recorded_python(environment("Debian GNU/Linux 12 (bookworm)"));
        QVERIFY(python);
        QCOMPARE(python->version, std::string("3.11.2"));
        QCOMPARE(python->release, std::string("bookworm"));
        QCOMPARE(python->debian_packages, std::vector<std::string>{"python3-numpy"});
        QCOMPARE(python->requirements, (std::vector<std::string>{"wandb==0.16.0", "torch==2.6.0"}));
        QCOMPARE(python->notes, (std::vector<std::string>{"torch was the build 2.6.0+cu124",
                                                          "own 0.1 was installed from file:///home/me/own",
                                                          "odd had no version that pip knows: 1.0 RUN rm"}));
    }

    void what_the_program_uses() {
        Value value = environment("Debian GNU/Linux 12 (bookworm)");
        value.set("python.used", List{"numpy", "torch", "own"});
        auto python = recorded_python(value);
        QCOMPARE(python->debian_packages, std::vector<std::string>{"python3-numpy"});
        QCOMPARE(python->requirements, (std::vector<std::string>{"numpy==1.24.2", "torch==2.6.0"}));
        QCOMPARE(python->notes.size(), std::size_t{2});
        // As Debian names a version that was never released.
        value.set("python.packages.torch", "1.13.0a0+gitunknown");
        QCOMPARE(recorded_python(value)->requirements, (std::vector<std::string>{"numpy==1.24.2", "torch"}));
        value.set("python.used", List{});
        QVERIFY(recorded_python(value)->requirements.empty());
    }

    void elsewhere() {
        const auto python = recorded_python(environment("Ubuntu 24.04"));
        QVERIFY(python->debian_packages.empty());
        QCOMPARE(python->requirements.front(), std::string("numpy==1.24.2"));
        QVERIFY(!recorded_python(Value(Dict{{"os", Dict{}}})));
    }

    void of_conda() {
        Value value = environment("Ubuntu 24.04");
        value.set("conda", Dict{{"channels", List{"nvidia", "https://host/t/***/own"}},
                                {"packages", Dict{{"python", "3.11.4=h1_0"}, {"numpy", "1.26.4=py311"}}},
                                {"pip", Dict{{"wandb", "0.16.0"}}}});
        const auto python = recorded_python(value);
        QCOMPARE(python->conda_packages, (std::vector<std::string>{"python=3.11.4", "numpy=1.26.4"}));
        QCOMPARE(python->requirements, std::vector<std::string>{"wandb==0.16.0"});
        HeadlessJob job;
        job.python = python;
        const auto document = config::Document::parse(conda_environment({}, job));
        QVERIFY2(document, document ? "" : document.error().str().c_str());
        QVERIFY(*document->root().get("channels") == Value(List{"conda-forge", "nvidia"}));
        const auto& all = document->root().get("dependencies")->as_list();
        QVERIFY(all.back() == Value(Dict{{"pip", List{"wandb==0.16.0"}}}));
        QVERIFY(std::ranges::find(all, Value("numpy=1.26.4")) != all.end());
    }

    void texts_that_install_it() {
        HeadlessJob job;
        job.python = recorded_python(environment("Debian GNU/Linux 12 (bookworm)"));
        const auto alone = container_file({.debian = "bookworm"}, job);
        QVERIFY(alone);
        for (const char* part :
             {"    python3-venv \\\n    python3-numpy \\\n",
              "RUN python3 -m venv --system-site-packages /opt/program\n",
              "RUN /opt/program/bin/pip install --no-cache-dir \\\n    wandb==0.16.0 \\\n    torch==2.6.0\n",
              "ENV PATH=/opt/program/bin:$PATH\n", "# It ran with Python 3.11.2.\n"})
            QVERIFY2(alone->find(part) != std::string::npos, (part + std::string("\n") + *alone).c_str());
        // Of another release Debian's packages may have other names.
        QVERIFY(container_file({.debian = "trixie"}, job)->find("python3-numpy") == std::string::npos);

        BundlePlan plan;
        QVERIFY(add_headless_files(plan, {.debian = "bookworm"}, job));
        QVERIFY(plan.find("Dockerfile")->text.find("COPY requirements.txt /opt/program/requirements.txt\n") !=
                std::string::npos);
        const std::string text = plan.find("requirements.txt")->text;
        QVERIFY2(text.ends_with("\nwandb==0.16.0\ntorch==2.6.0\n"), text.c_str());
        QVERIFY(text.find("are in its packages, too: python3-numpy\n") != std::string::npos);
        const auto conda = config::Document::parse(plan.find("environment.yaml")->text);
        QVERIFY(conda);
        const auto& all = conda->root().get("dependencies")->as_list();
        QVERIFY(std::ranges::find(all, Value("python=3.11.2")) != all.end());
        QVERIFY(all.back() == Value(Dict{{"pip", List{"wandb==0.16.0", "torch==2.6.0"}}}));
    }

    void requirements_that_the_author_wrote() {
        HeadlessJob job;
        job.python = RecordedPython{};
        BundlePlan plan;
        plan.set_text("code/requirements.txt", "numpy\n");
        QVERIFY(add_headless_files(plan, {}, job));
        QVERIFY(!plan.find("requirements.txt"));
        QVERIFY(plan.find("Dockerfile")->text.find("COPY code/requirements.txt /opt/program/") != std::string::npos);
    }
};

LATHE_TEST(TestRecordedPython)
#include "test_recorded_python.moc"
