// SPDX-License-Identifier: GPL-3.0-or-later
// What nearly every test includes, without QtTest (its headers hold the folder of the program); precompiled once for
// all.
#pragma once

#include <QtCore>

#include "core/base/precompiled.h"
