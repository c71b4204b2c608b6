// One line of CSV after RFC 4180: comma, CRLF, quotes doubled.
//
// Spreadsheets run a cell that begins with = + - @ (or with a tab or a carriage return before it) as a formula, quoted or
// not. A plan comes from anywhere, so such a text cell gets a leading apostrophe, which spreadsheets show as the text that
// follows and every other reader can strip (OWASP, "CSV Injection"). Numbers are written by us and stay as they are. Control
// characters are U+FFFD.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace trichluc {

// Cell by cell, into `out`.
class CsvRow {
 public:
  explicit CsvRow(std::string& out) : out_(out) {}

  void Cell(std::string_view text);
  void Cell(const std::string& text) { Cell(std::string_view(text)); }
  void Cell(const char* text) { Cell(std::string_view(text)); }
  void Cell(const std::vector<std::string>& texts);  // parted by "; "
  void Cell(double number);
  void Cell(int number) { Raw(std::to_string(number)); }
  void Cell(std::int64_t number) { Raw(std::to_string(number)); }
  void Cell(std::size_t number) { Raw(std::to_string(number)); }

  // An absent value is an empty cell.
  template <typename T>
  void Cell(const std::optional<T>& value) {
    if (value.has_value()) {
      Cell(*value);
    } else {
      Raw({});
    }
  }

  template <typename... Values>
  void Cells(const Values&... values) {
    (Cell(values), ...);
  }

  void End() { out_ += "\r\n"; }

 private:
  void Separate();
  void Raw(std::string_view text);

  std::string& out_;
  std::string buffer_;
  bool first_ = true;
};

}  // namespace trichluc
