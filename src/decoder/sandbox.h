// What a decoder may do: read its own libraries' data, compute, and write to its standard output. Nothing else.
#pragma once

#include <cstdint>
#include <string>

namespace trichluc::decoder {

// Gives up files (Landlock), programs, networks and signals (seccomp), and limits memory to so many bytes (0: not). What the kernel does not offer is
// named in the answer; empty where all holds.
[[nodiscard]] std::string EnterSandbox(std::uint64_t memory);

}  // namespace trichluc::decoder
