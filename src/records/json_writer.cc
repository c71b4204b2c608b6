#include "records/json_writer.h"

#include "records/number_text.h"
#include "records/well_formed.h"

namespace trichluc {
namespace {

constexpr std::size_t kPiece = std::size_t{64} << 10;

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
  const std::string_view safe = WellFormed(text, buffer_);
  out_ += '"';
  std::size_t done = 0;
  for (std::size_t i = 0; i < safe.size(); ++i) {
    if (!NeedsEscape(safe[i])) continue;
    out_.append(safe.substr(done, i - done));
    AppendEscape(out_, safe[i]);
    done = i + 1;
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
  out_ += std::to_string(number);
}

void JsonWriter::Value(int number) {
  Separate();
  out_ += std::to_string(number);
}

void JsonWriter::Value(const std::vector<std::string>& texts) {
  BeginArray();
  for (const std::string& text : texts) Value(text);
  EndArray();
}

void JsonWriter::Value(Span span) {
  Separate();
  const std::string_view space = indented_ ? " " : "";
  out_.append("{\"start\":").append(space).append(std::to_string(span.start));
  out_.append(",").append(space).append("\"end\":").append(space).append(std::to_string(span.end)).append("}");
}

void JsonWriter::Null() {
  Separate();
  out_ += "null";
}

}  // namespace trichluc
