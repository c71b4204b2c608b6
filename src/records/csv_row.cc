#include "records/csv_row.h"

#include <algorithm>
#include <array>

#include "records/well_formed.h"
#include "text/lists.h"
#include "text/number_text.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

constexpr std::string_view kListSeparator = "; ";

// Terminals obey some of these, and readers of CSV end at others.
bool IsControl(char c) { return (static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\r' && c != '\n') || c == 0x7F; }

bool LooksLikeFormula(std::string_view cell) {
  if (cell.empty()) return false;
  if (std::string_view("=+-@\t\r\n").find(cell.front()) != std::string_view::npos) return true;
  // The full-width forms of = + - @ are taken for them in East Asian versions.
  constexpr std::array<std::string_view, 4> kFullWidth = {"\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D",
                                                          "\xEF\xBC\xA0"};
  for (const std::string_view sign : kFullWidth) {
    if (cell.substr(0, sign.size()) == sign) return true;
  }
  return false;
}

}  // namespace

void CsvRow::Cell(std::string_view text) {
  Separate();
  const std::string_view safe = WellFormed(text, buffer_);
  const bool formula = LooksLikeFormula(safe);
  const bool plain = std::none_of(safe.begin(), safe.end(), [](char c) { return c == ',' || c == '"' || c == '\r' || c == '\n' || IsControl(c); });
  if (!formula && plain) {
    out_ += safe;
    return;
  }
  out_ += '"';
  if (formula) out_ += '\'';
  for (const char c : safe) {
    if (c == '"') out_ += '"';
    if (IsControl(c)) out_ += kReplacementCharacter;
    else out_ += c;
  }
  out_ += '"';
}

void CsvRow::Cell(const std::vector<std::string>& texts) { Cell(Joined(texts, kListSeparator)); }

void CsvRow::Cell(double number) { Raw(NumberText(number)); }

void CsvRow::Separate() {
  if (!first_) out_ += ',';
  first_ = false;
}

void CsvRow::Raw(std::string_view text) {
  Separate();
  out_ += text;
}

}  // namespace trichluc
