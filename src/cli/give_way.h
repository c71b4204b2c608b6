// Threads that others go before.
#pragma once

#ifdef __linux__
#include <sys/resource.h>

#include <algorithm>
#include <cerrno>
#endif

namespace trichluc::cli {

// The calling thread lets others have the processors first, of this program and of others, where the system knows such an order of
// threads. For what reads ahead beside a thread that writes: who writes is waited for in the end, and while it waits for the disk the
// readers go on. Threads that it makes are like it.
inline void GiveWay() {
#ifdef __linux__  // elsewhere it would be the whole program
  constexpr int kBehindOthers = 5;  // steps of `nice`
  constexpr int kLast = 19;
  errno = 0;
  const int now = getpriority(PRIO_PROCESS, 0);
  if (errno == 0) static_cast<void>(setpriority(PRIO_PROCESS, 0, std::min(now + kBehindOthers, kLast)));
#endif
}

}  // namespace trichluc::cli
