// Errors as values.
//
// No function of this library throws for bad input. What can fail returns Result<T>: the value, or an Error that says what
// failed, where, and what the caller can do about it. A *diagnostic* (diagnostic.h) is something else: a remark about a
// document that was read all the same.
//
//   trichluc::Result<trichluc::Engine> engine = trichluc::Engine::Create();
//   if (!engine) {
//     std::cerr << engine.error().message << '\n';
//     return 1;
//   }
//   trichluc::Result<trichluc::Extraction> plan = engine->Extract({.name = "plan.txt", .bytes = bytes});
#pragma once

#include <cstdlib>
#include <string>
#include <utility>
#include <variant>

namespace trichluc {

// Why an operation failed. `message` is one line for a person: the file, the place in it where there is one, and a remedy.
struct Error {
  enum class Code {
    kUnreadable,      // a file or folder could not be read
    kUnsupported,     // the input is no text this engine reads (an image, an archive, a program)
    kTooLarge,        // a limit of EngineOptions was hit
    kBadGrammar,      // a grammar file does not hold; the message names file, line and column
    kBadArgument,     // the caller's own fault
    kConflict,        // somebody else was faster: look again, and decide anew
  };

  Code code = Code::kBadArgument;
  std::string message;
};

// A value of type T or the Error that stands in its place. Test it before you use it: `value()` and `*` on a failure are
// an error of the program and abort.
template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::move(value)) {}          // NOLINT(google-explicit-constructor): a value is a result
  Result(Error error) : state_(std::move(error)) {}      // NOLINT(google-explicit-constructor): so is an error

  [[nodiscard]] bool ok() const { return state_.index() == 0; }
  explicit operator bool() const { return ok(); }

  [[nodiscard]] const T& value() const& { return *Held(std::get_if<0>(&state_)); }
  [[nodiscard]] T& value() & { return *Held(std::get_if<0>(&state_)); }
  [[nodiscard]] T&& value() && { return std::move(*Held(std::get_if<0>(&state_))); }
  [[nodiscard]] const Error& error() const { return *Held(std::get_if<1>(&state_)); }

  const T& operator*() const& { return value(); }
  T& operator*() & { return value(); }
  const T* operator->() const { return &value(); }
  T* operator->() { return &value(); }

 private:
  template <typename U>
  static U* Held(U* pointer) {
    if (pointer == nullptr) std::abort();
    return pointer;
  }

  std::variant<T, Error> state_;
};

}  // namespace trichluc
