// Any bytes through the whole chain: bytes → records → JSON. Nothing may crash, and every span must lie in the input and
// between characters.
//
//   cmake --preset fuzz && cmake --build --preset fuzz --target trichluc_extract_fuzzer
//   build-fuzz/tests/fuzz/trichluc_extract_fuzzer -max_len=20000 -timeout=10 found/ corpus/documents
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "text/unicode.h"
#include "trichluc/trichluc.h"

namespace {

// Longer inputs say nothing that shorter ones do not, and make the search slow.
constexpr std::size_t kMaxBytes = 64 << 10;

const trichluc::Engine& Builtin() {
  static const trichluc::Engine engine = *trichluc::Engine::Create();
  return engine;
}

void Require(bool holds) {
  if (!holds) std::abort();
}

class SpanCheck {
 public:
  explicit SpanCheck(std::string_view bytes) : between_(bytes.size() + 1, false) {
    for (std::size_t i = 0; i < bytes.size(); ++i) between_[i] = (static_cast<unsigned char>(bytes[i]) & 0xC0) != 0x80;
    between_[bytes.size()] = true;
    for (const trichluc::Span fault : trichluc::IllFormedUtf8(bytes)) between_[fault.start] = between_[fault.end] = true;
  }

  void Check(trichluc::Span span) const {
    Require(span.start <= span.end && span.end < between_.size());
    Require(between_[span.start] && between_[span.end]);
  }
  template <typename Records>
  void CheckAll(const Records& records) const {
    for (const auto& record : records) Check(record.span);
  }

 private:
  std::vector<bool> between_;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > kMaxBytes) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto plan = Builtin().Extract({.name = "fuzz", .bytes = bytes});
  if (!plan) return 0;
  const SpanCheck spans(bytes);
  spans.CheckAll(plan->sections);
  spans.CheckAll(plan->blocks);
  spans.CheckAll(plan->references);
  spans.CheckAll(plan->assignments);
  spans.CheckAll(plan->targets);
  spans.CheckAll(plan->deadlines);
  spans.CheckAll(plan->diagnostics);
  Require(!trichluc::ToJson(*plan).empty());
  return 0;
}
