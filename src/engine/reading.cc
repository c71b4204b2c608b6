#include "engine/reading.h"

#include "ingest/decode.h"

namespace trichluc {

Result<DocumentReading> ReadDocument(const Input& input, const RuleSet& rules, const Limits& limits) {
  if (input.bytes.size() > limits.max_bytes) {
    return Error{Error::Code::kTooLarge, std::string(input.name) + ": " + std::to_string(input.bytes.size()) +
                                             " bytes are over the limit of " + std::to_string(limits.max_bytes) +
                                             " (split the file, or raise Limits::max_bytes)"};
  }
  Result<DecodedText> decoded = Decode(input.name, input.bytes);
  if (!decoded) return decoded.error();
  DocumentReading reading;
  reading.text = Normalize(decoded->text, rules.charmap);
  reading.text.alignment = Alignment::Compose(reading.text.alignment, decoded->alignment);
  reading.encoding = decoded->encoding;
  reading.diagnostics = std::move(decoded->diagnostics);
  return reading;
}

}  // namespace trichluc
