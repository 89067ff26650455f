// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/base/files.h"
#include "core/config/value.h"
#include "core/provenance/variables.h"

namespace lathe::provenance {

// What is known of the container that this process runs in: {kind, id, image}, as far as Docker, Podman, Kubernetes and
// Apptainer tell of it inside; LATHE_IMAGE names the image where nothing else does. An empty dict outside of one.
config::Value container_facts(const fs::path& root, const Variables& variables);

}  // namespace lathe::provenance
