// Threads that others of the program go before.
#pragma once

#ifdef __linux__
#include <sys/resource.h>
#endif

namespace trichluc::cli {

// The calling thread lets others have the processors first, where the system knows such an order of threads. For what reads ahead
// beside a thread that writes: who writes is waited for in the end, and while it waits for the disk the readers go on.
inline void GiveWay() {
#ifdef __linux__  // elsewhere it would be the whole program
  constexpr int kBehindOthers = 5;
  static_cast<void>(setpriority(PRIO_PROCESS, 0, kBehindOthers));
#endif
}

}  // namespace trichluc::cli
