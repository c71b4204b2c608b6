#include "failing_memory.h"

#include <cstddef>
#include <cstdlib>
#include <new>

namespace {

thread_local long left = -1;  // none fails
thread_local bool failed = false;

void* Give(std::size_t bytes) {
  if (left >= 0 && left-- == 0) {
    failed = true;
    throw std::bad_alloc();
  }
  void* const given = std::malloc(bytes > 0 ? bytes : 1);
  if (given == nullptr) throw std::bad_alloc();
  return given;
}

}  // namespace

void* operator new(std::size_t bytes) { return Give(bytes); }
void* operator new[](std::size_t bytes) { return Give(bytes); }
// Who asks so can do without.
void* operator new(std::size_t bytes, const std::nothrow_t& /*tag*/) noexcept { return std::malloc(bytes > 0 ? bytes : 1); }
void* operator new[](std::size_t bytes, const std::nothrow_t& /*tag*/) noexcept { return std::malloc(bytes > 0 ? bytes : 1); }
void operator delete(void* given) noexcept { std::free(given); }
void operator delete[](void* given) noexcept { std::free(given); }
void operator delete(void* given, std::size_t /*bytes*/) noexcept { std::free(given); }
void operator delete[](void* given, std::size_t /*bytes*/) noexcept { std::free(given); }
void operator delete(void* given, const std::nothrow_t& /*tag*/) noexcept { std::free(given); }
void operator delete[](void* given, const std::nothrow_t& /*tag*/) noexcept { std::free(given); }

namespace trichluc::testing {

void FailMemory(long n) {
  failed = false;
  left = n;
}

bool MendMemory() {
  left = -1;
  return failed;
}

}  // namespace trichluc::testing
