#include "records/well_formed.h"

#include "text/unicode.h"
#include "text/utf8.h"

namespace trichluc {
std::string_view WellFormed(std::string_view text, std::string& buffer) {
  if (IsWellFormedUtf8(text)) return text;
  buffer.clear();
  std::size_t done = 0;
  for (const Span span : IllFormedUtf8(text)) {
    buffer.append(text.substr(done, span.start - done)).append(kReplacementCharacter);
    done = span.end;
  }
  buffer.append(text.substr(done));
  return buffer;
}

}  // namespace trichluc
