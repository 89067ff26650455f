// SPDX-License-Identifier: GPL-3.0-or-later
// The D-Bus of the person's session. Any thread.
#pragma once

namespace lathe::gui {

// Whether something answers there within a second. Qt waits 25 s for a bus that accepts a connection and stays
// silent, and waits for that again when the program ends: it is asked only for a bus that answers.
bool sessionBusAnswers();

}  // namespace lathe::gui
