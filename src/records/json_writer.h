// Writes JSON straight into a string, in the order of the calls.
//
//   JsonWriter json(out, JsonWriter::Layout::kIndented);
//   json.BeginObject();
//   json.Key("code").Value("33/CT-TTg");
//   json.EndObject();
//
// There is no tree in between: a document has thousands of small records, and building one node for each field would take
// longer than reading the plan. The caller sees to it that keys and ends pair up. Not thread-safe.
#pragma once

#include <concepts>
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "trichluc/span.h"

namespace trichluc {

class JsonWriter {
 public:
  enum class Layout { kIndented, kOneLine };

  // Where there is a `sink`, what `out` holds goes to it whenever it has grown to some tens of kilobytes; the rest stays.
  using Sink = std::function<void(std::string_view)>;
  JsonWriter(std::string& out, Layout layout, const Sink* sink = nullptr)
      : out_(out), sink_(sink), indented_(layout == Layout::kIndented) {}

  void BeginObject() { Begin('{'); }
  void EndObject() { End('}'); }
  void BeginArray() { Begin('['); }
  void EndArray() { End(']'); }
  // `name` is one of the contract's: it holds nothing that needs an escape. FreeKey takes any text.
  JsonWriter& Key(std::string_view name);
  JsonWriter& FreeKey(std::string_view name);

  void Value(std::string_view text);
  void Value(const std::string& text) { Value(std::string_view(text)); }
  void Value(const char* text) { Value(std::string_view(text)); }
  void Value(double number);
  void Value(std::uint64_t number);
  void Value(int number);
  void Value(std::same_as<bool> auto truth) { Word(truth ? "true" : "false"); }
  void Value(const std::vector<std::string>& texts);
  // A span is one line in either layout: `{"start": 3, "end": 9}`.
  void Value(Span span);
  void Value(Span span, const std::vector<PageArea>& areas);
  void Null();

  template <typename T>
  void Value(const std::optional<T>& value) {
    if (value.has_value()) {
      Value(*value);
    } else {
      Null();
    }
  }

 private:
  void Begin(char bracket);
  void End(char bracket);
  // The comma and the line break that go before the next element.
  void Separate();
  void NewLine();
  void Quoted(std::string_view text);
  void Word(std::string_view word);
  void AppendArea(const PageArea& area);

  std::string& out_;
  const Sink* sink_;
  std::string buffer_;  // for text that had to be made well-formed
  int depth_ = 0;
  bool indented_;
  bool first_ = true;  // the next element is the first of its object or array
  bool after_key_ = false;
};

}  // namespace trichluc
