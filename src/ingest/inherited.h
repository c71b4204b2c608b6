// What a program that is started finds open: nothing but what it is given. The files and sockets of whoever uses the library need not be
// marked for that; a connection that a decoder held would stay open after its owner closed it.
#pragma once

#include <features.h>
#include <spawn.h>

namespace trichluc {

// To be asked last: closes all files from `first` on in the program.
inline void CloseFrom([[maybe_unused]] posix_spawn_file_actions_t& actions, [[maybe_unused]] int first) {
#if defined(__GLIBC__) && __GLIBC_PREREQ(2, 34)
  posix_spawn_file_actions_addclosefrom_np(&actions, first);
#endif
}

}  // namespace trichluc
