// One sheet of a workbook: a title, a head row, rows. The only file, with its .cc, that knows libxlsxwriter.
//
// Rows are written from the top and never again: the library keeps one row of each sheet and hands the others to a temporary
// file.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "records/edtf.h"
#include "trichluc/result.h"

namespace trichluc {

// A file to be. Not thread-safe.
class SheetFile {
 public:
  // `path` is written by Close.
  static Result<SheetFile> Open(const std::string& path, const std::string& title);

  [[nodiscard]] Result<bool> Close();

 private:
  friend class Sheet;
  struct State;
  struct Delete {
    void operator()(State* state) const;
  };
  explicit SheetFile(State* state) : state_(state) {}
  std::unique_ptr<State, Delete> state_;
};

class Sheet {
 public:
  struct Column {
    std::string head;
    double width = 10;  // in characters
  };
  static constexpr std::uint32_t kMostRows = 1048576;  // of a sheet, with its head

  // Begins a sheet of the name `name`. `rows` is the limit of its rows, for tests of it.
  static Result<Sheet> Begin(SheetFile& file, const std::string& name, std::uint32_t rows = kMostRows);

  // What stands above the rows: title and subtitle across all columns, and the heads of the columns, which each printed page
  // repeats. Once, before the first row. `footer` is that of printed pages, in the codes of spreadsheets (&P, &N).
  void Head(const std::string& title, const std::string& subtitle, const std::vector<Column>& columns, const std::string& footer);

  // Cells from left to right.
  void Text(std::string_view text);
  void Centered(std::string_view text);
  void Number(double number);
  void Date(Day day);
  // Cells that nothing was put in stay empty. A row beyond the last is left out.
  void EndRow();

  // Filters and the area that is printed. Once, after the last row.
  void End();

  [[nodiscard]] std::uint32_t cut_cells() const { return cut_cells_; }
  [[nodiscard]] std::uint32_t lost_rows() const { return lost_rows_; }

 private:
  Sheet(SheetFile::State* file, void* sheet, std::uint32_t rows) : file_(file), sheet_(sheet), rows_(rows) {}
  void Put(std::string_view text, void* format);

  SheetFile::State* file_;
  void* sheet_;
  std::uint32_t rows_;
  std::uint32_t row_ = 0;
  std::uint16_t column_ = 0;
  std::uint16_t columns_ = 0;
  std::vector<double> widths_;
  std::uint32_t lines_ = 1;  // of the highest cell of the row
  std::uint32_t cut_cells_ = 0;
  std::uint32_t lost_rows_ = 0;
};

}  // namespace trichluc
