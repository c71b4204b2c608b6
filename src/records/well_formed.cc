#include "records/well_formed.h"

#include "text/unicode.h"

namespace trichluc {
std::string_view WellFormed(std::string_view text, std::string& buffer) {
  if (IsWellFormedUtf8(text)) return text;
  buffer = WellFormed(text);
  return buffer;
}

}  // namespace trichluc
