// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/base/host.h"

#include <unistd.h>

namespace lathe {

std::string host_name() {
    char name[256] = {};
    if (::gethostname(name, sizeof name - 1) != 0 || name[0] == '\0') return "localhost";
    return name;
}

}  // namespace lathe
