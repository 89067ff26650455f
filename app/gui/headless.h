// SPDX-License-Identifier: GPL-3.0-or-later
// What the window's experiment is without the window: a command line, and a file with nothing left to resolve.
#pragma once

#include <QString>
#include <QStringList>

#include "core/config/document.h"
#include "core/search/experiment.h"

namespace lathe::gui {

// One argument as a POSIX shell reads it back, whatever it holds; quoted only where needed.
QString shellQuoted(const QString& argument);

enum class HeadlessVerb { run, tune };
// "lathectl tune FILE --workspace DIR", ready to be pasted. `program` is lathectl's path or name.
QString headlessCommand(const QString& program, HeadlessVerb verb, const QString& file, const QString& workspace,
                        const QStringList& overrides);
// "lathectl" when the shell would find it, else the full path of the one beside this program.
QString lathectlProgram(const QString& beside);

// An experiment that stands alone: defaults filled in, interpolations resolved, files that it refers to taken in.
// Comments are gone. The errors are those of the config.
tl::expected<QString, Errors> resolvedExperiment(const config::Document& document, const search::Experiment& experiment,
                                                 const config::Catalog& catalog);

}  // namespace lathe::gui
