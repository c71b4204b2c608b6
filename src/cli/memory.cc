#include "cli/memory.h"

#include <cstdlib>
#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace trichluc::cli {

void KeepFreedMemory() {
#ifdef __GLIBC__
  // The memory of a thread comes in pieces of 64 MiB, and a piece that is empty goes back, however much is to be kept: unless as much
  // is asked for ahead. What is asked for and not used takes none.
  mallopt(M_TOP_PAD, 64 << 20);
  mallopt(M_TRIM_THRESHOLD, 128 << 20);
  mallopt(M_MMAP_THRESHOLD, 32 << 20);
#endif
}

}  // namespace trichluc::cli
