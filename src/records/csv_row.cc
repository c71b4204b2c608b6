#include "records/csv_row.h"

#include <array>

#include "records/well_formed.h"
#include "text/lists.h"
#include "text/number_text.h"

namespace trichluc {
namespace {

constexpr std::string_view kListSeparator = "; ";

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
  if (!formula && safe.find_first_of(",\"\r\n") == std::string_view::npos) {
    out_ += safe;
    return;
  }
  out_ += '"';
  if (formula) out_ += '\'';
  for (const char c : safe) {
    if (c == '"') out_ += '"';
    out_ += c;
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
