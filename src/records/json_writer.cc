#include "records/json_writer.h"

#include <array>
#include <charconv>
#include <cmath>
#include <cstring>

#include "records/well_formed.h"
#include "text/number_text.h"

namespace trichluc {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10;

constexpr std::uint64_t Each(unsigned char byte) { return 0x0101010101010101ULL * byte; }

std::uint64_t EightBytes(const char* at) {
  std::uint64_t bytes = 0;
  std::memcpy(&bytes, at, sizeof bytes);
  return bytes;
}

bool IsAscii(std::string_view text) {
  std::uint64_t all = 0;
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) all |= EightBytes(text.data() + i);
  for (; i < text.size(); ++i) all |= static_cast<unsigned char>(text[i]);
  return (all & Each(0x80)) == 0;
}

// Does one of eight bytes need an escape? A borrow from a byte that does can only add others to the answer.
bool AnyNeedsEscape(std::uint64_t bytes) {
  const auto below = [](std::uint64_t x, unsigned char limit) { return (x - Each(limit)) & ~x & Each(0x80); };
  return (below(bytes, 0x20) | below(bytes ^ Each('"'), 1) | below(bytes ^ Each('\\'), 1)) != 0;
}

bool NeedsEscape(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }

void AppendEscape(std::string& out, char c) {
  constexpr std::string_view kHex = "0123456789abcdef";
  switch (c) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\r': out += "\\r"; return;
    case '\t': out += "\\t"; return;
    case '\b': out += "\\b"; return;
    case '\f': out += "\\f"; return;
    default: break;
  }
  const auto byte = static_cast<unsigned char>(c);
  out += "\\u00";
  out += kHex[byte >> 4];
  out += kHex[byte & 0x0F];
}

template <typename Integer>
void AppendNumber(std::string& out, Integer number) {
  std::array<char, 24> digits;
  const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
  out.append(digits.data(), end);
}

}  // namespace

void JsonWriter::Begin(char bracket) {
  Separate();
  out_ += bracket;
  ++depth_;
  first_ = true;
}

void JsonWriter::End(char bracket) {
  --depth_;
  if (!first_) NewLine();  // an empty object or array stays on its line
  out_ += bracket;
  first_ = false;
}

JsonWriter& JsonWriter::Key(std::string_view name) {
  Separate();
  out_.append(1, '"').append(name).append(indented_ ? "\": " : "\":");
  after_key_ = true;
  return *this;
}

JsonWriter& JsonWriter::FreeKey(std::string_view name) {
  Separate();
  Quoted(name);
  out_ += indented_ ? ": " : ":";
  after_key_ = true;
  return *this;
}

void JsonWriter::Separate() {
  if (sink_ != nullptr && out_.size() >= kPiece) {
    (*sink_)(out_);
    out_.clear();
  }
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (!first_) out_ += ',';
  if (depth_ > 0) NewLine();
  first_ = false;
}

void JsonWriter::NewLine() {
  if (!indented_) return;
  out_ += '\n';
  out_.append(static_cast<std::size_t>(depth_) * 2, ' ');
}

void JsonWriter::Quoted(std::string_view text) {
  const std::string_view safe = IsAscii(text) ? text : WellFormed(text, buffer_);
  out_ += '"';
  std::size_t done = 0;
  for (std::size_t i = 0; i < safe.size();) {
    if (i + 8 <= safe.size() && !AnyNeedsEscape(EightBytes(safe.data() + i))) {
      i += 8;
      continue;
    }
    if (NeedsEscape(safe[i])) {
      out_.append(safe.substr(done, i - done));
      AppendEscape(out_, safe[i]);
      done = i + 1;
    }
    ++i;
  }
  out_.append(safe.substr(done));
  out_ += '"';
}

void JsonWriter::Value(std::string_view text) {
  Separate();
  Quoted(text);
}

void JsonWriter::Value(double number) {
  const std::string text = NumberText(number);
  if (text.empty()) {
    Null();  // JSON has no word for infinity
    return;
  }
  Separate();
  out_ += text;
}

void JsonWriter::Value(std::uint64_t number) {
  Separate();
  AppendNumber(out_, number);
}

void JsonWriter::Value(int number) {
  Separate();
  AppendNumber(out_, number);
}

void JsonWriter::Value(const std::vector<std::string>& texts) {
  BeginArray();
  for (const std::string& text : texts) Value(text);
  EndArray();
}

void JsonWriter::Value(Span span) { Value(span, {}); }

void JsonWriter::Value(Span span, const std::vector<PageArea>& areas) {
  Separate();
  out_ += indented_ ? "{\"start\": " : "{\"start\":";
  AppendNumber(out_, span.start);
  out_ += indented_ ? ", \"end\": " : ",\"end\":";
  AppendNumber(out_, span.end);
  if (!areas.empty()) {
    out_ += indented_ ? ", " : ",";
    AppendArea(areas.front());
  }
  if (areas.size() > 1) {
    out_ += indented_ ? ", \"more\": [" : ",\"more\":[";
    for (std::size_t i = 1; i < areas.size(); ++i) {
      if (i > 1) out_ += indented_ ? ", " : ",";
      out_ += '{';
      AppendArea(areas[i]);
      out_ += '}';
    }
    out_ += ']';
  }
  out_ += '}';
}

// "page": 1, "box": [x0, y0, x1, y1], to a hundredth of a point.
void JsonWriter::AppendArea(const PageArea& area) {
  out_ += indented_ ? "\"page\": " : "\"page\":";
  AppendNumber(out_, area.page);
  out_ += indented_ ? ", \"box\": [" : ",\"box\":[";
  bool first = true;
  for (const float side : {area.box.x0, area.box.y0, area.box.x1, area.box.y1}) {
    if (!first) out_ += indented_ ? ", " : ",";
    first = false;
    out_ += NumberText(std::round(static_cast<double>(side) * 100) / 100);
  }
  out_ += ']';
}

void JsonWriter::Null() { Word("null"); }

void JsonWriter::Word(std::string_view word) {
  Separate();
  out_ += word;
}

}  // namespace trichluc
