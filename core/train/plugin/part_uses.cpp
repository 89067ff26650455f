// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/train/plugin/part_uses.h"

namespace lathe::train {

namespace {

thread_local std::set<PluginPart>* noted_uses = nullptr;

}  // namespace

PartUses::PartUses(std::set<PluginPart>& uses) : before_(noted_uses) {
    noted_uses = &uses;
}

PartUses::~PartUses() {
    noted_uses = before_;
}

void PartUses::note(PluginPart part) {
    if (noted_uses != nullptr) noted_uses->insert(part);
}

}  // namespace lathe::train
