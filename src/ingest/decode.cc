#include "ingest/decode.h"

#include <algorithm>

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::size_t kMaxReportedFaults = 20;

// Text holds no NUL and hardly any control characters; pictures, archives and programs hold both early on.
bool LooksBinary(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, std::size_t{1} << 16);
  std::size_t controls = 0;
  for (const char byte : head) {
    const auto value = static_cast<unsigned char>(byte);
    if (value == 0) return true;
    if (value < 0x20 && value != '\t' && value != '\n' && value != '\r' && value != '\f' && value != '\v') ++controls;
  }
  return controls * 20 > head.size();
}

// Is the last fault a character whose end is missing? It begins with what begins a character of several bytes.
bool EndsInsideCharacter(const std::vector<Span>& faults, std::string_view bytes) {
  if (faults.empty() || faults.back().end != bytes.size()) return false;
  const auto lead = static_cast<unsigned char>(bytes[faults.back().start]);
  return lead >= 0xC2 && lead <= 0xF4;
}

// Are most bytes no part of a character? A character that the end cuts in two is no sign of another encoding.
bool IsMostlyFaults(const std::vector<Span>& faults, std::string_view bytes) {
  const std::size_t end = EndsInsideCharacter(faults, bytes) ? faults.back().start : bytes.size();
  std::size_t bad = 0;
  for (const Span fault : faults) bad += fault.start < end ? fault.size() : 0;
  return bad * 2 > end;
}

void ReportFaults(const std::vector<Span>& faults, std::string_view bytes, std::vector<Diagnostic>& diagnostics) {
  for (std::size_t i = 0; i < std::min(faults.size(), kMaxReportedFaults); ++i) {
    const bool truncated = i + 1 == faults.size() && EndsInsideCharacter(faults, bytes);
    diagnostics.push_back({truncated ? DiagnosticCode::kTruncatedInput : DiagnosticCode::kUndecodableBytes,
                           Severity::kWarning,
                           truncated ? "the input ends inside a character" : "bytes that are no UTF-8 were read as U+FFFD",
                           faults[i]});
  }
  if (faults.size() > kMaxReportedFaults) {
    const std::size_t rest = faults.size() - kMaxReportedFaults;
    diagnostics.push_back({DiagnosticCode::kUndecodableBytes, Severity::kWarning,
                           std::to_string(rest) + " more places with bytes that are no UTF-8", faults[kMaxReportedFaults]});
  }
}

}  // namespace

Result<DecodedText> Decode(std::string_view name, std::string_view bytes) {
  if (LooksBinary(bytes)) {
    return Error{Error::Code::kUnsupported,
                 std::string(name) + ": not a text file (it holds binary data); give the plan as UTF-8 text"};
  }
  DecodedText decoded;
  decoded.encoding = "UTF-8";
  const std::vector<Span> faults = IllFormedUtf8(bytes);
  if (IsMostlyFaults(faults, bytes)) {
    return Error{Error::Code::kUnsupported,
                 std::string(name) + ": not UTF-8 (most of its bytes are no characters); convert the file to UTF-8 first"};
  }
  AlignmentBuilder builder;
  const auto keep_to = [&](std::size_t offset) {
    decoded.text.append(bytes.substr(builder.source_offset(), offset - builder.source_offset()));
    builder.Keep(offset - builder.source_offset());
  };
  decoded.text.reserve(bytes.size());
  if (bytes.starts_with(kByteOrderMark)) builder.Delete(kByteOrderMark.size());
  for (const Span fault : faults) {
    keep_to(fault.start);
    decoded.text.append(kReplacementCharacter);
    builder.Replace(fault.size(), kReplacementCharacter.size());
  }
  keep_to(bytes.size());
  decoded.alignment = std::move(builder).Build();
  ReportFaults(faults, bytes, decoded.diagnostics);
  return decoded;
}

}  // namespace trichluc
