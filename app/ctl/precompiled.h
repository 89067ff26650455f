// SPDX-License-Identifier: GPL-3.0-or-later
// CLI11's header costs seven seconds a file: read it once for all commands.
#pragma once

#include <CLI/CLI.hpp>

#include "core/base/precompiled.h"
