// How the program keeps memory.
#pragma once

namespace trichluc::cli {

// Memory that was given back is kept for what comes next, as far as the C library can be told so. For work on many documents that
// holds some of them for a while: else the system takes memory back and clears it anew for nearly each of them.
void KeepFreedMemory();

}  // namespace trichluc::cli
