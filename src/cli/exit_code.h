// How the program ends. Documented in trichluc(1).
#pragma once

namespace trichluc::cli {

inline constexpr int kOk = 0;      // all input was read, every check held
inline constexpr int kFailed = 1;  // some input could not be read, some output could not be written, or a check failed
inline constexpr int kUsage = 2;   // the command line does not hold, or --resume was refused: nothing was begun

}  // namespace trichluc::cli
