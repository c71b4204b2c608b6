#include "exports/sheet.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "exports/cell_text.h"
#include "text/utf8.h"

namespace trichluc {
namespace {

// The face and the sizes of Decree 30/2020/NĐ-CP, Annex I: documents of state are set in Times New Roman.
constexpr const char* kFace = "Times New Roman";
constexpr double kSize = 12;
constexpr double kTitleSize = 14;
constexpr lxw_color_t kHeadGrey = 0xD9D9D9;
constexpr std::uint8_t kA4 = 9;
constexpr double kInch = 2.54;  // centimetres
constexpr lxw_row_t kHeadRow = 2;
// A date of no meaning, so that the same records make the same bytes: the earliest that ZIP knows.
constexpr time_t kCreated = 315532800;  // 1980-01-01

constexpr double kLineHeight = 15.75;  // points, of the size of cells
constexpr double kMostHeight = 409;    // of a row

// The lines that a text takes in a column: words are wrapped. Eleven letters of Times New Roman are as wide as ten of the digits
// that columns are measured by; a column keeps some room for its edges and the indent. Not all programs find the height of a row
// by themselves.
std::uint32_t LinesOf(std::string_view text, double width) {
  const double room = std::max((width - 2.5) * 1.1, 1.0);
  std::uint32_t lines = 1;
  double used = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == '\n') {
      ++lines;
      used = 0;
      ++at;
      continue;
    }
    const std::size_t end = std::min(text.find_first_of(" \n", at), text.size());
    const auto word = static_cast<double>(CountChars(text.substr(at, end - at)));
    if (used > 0 && used + word > room) {
      ++lines;
      used = 0;
    }
    lines += static_cast<std::uint32_t>(word / room);  // a word that is longer than the column
    used += std::fmod(word, room) + 1;
    at = end + (end < text.size() && text[end] == ' ' ? 1 : 0);
  }
  return lines;
}

lxw_worksheet* Worksheet(void* sheet) { return static_cast<lxw_worksheet*>(sheet); }

}  // namespace

struct SheetFile::State {
  lxw_workbook* workbook = nullptr;
  lxw_format* title = nullptr;
  lxw_format* subtitle = nullptr;
  lxw_format* head = nullptr;
  lxw_format* text = nullptr;
  lxw_format* centered = nullptr;
  lxw_format* whole = nullptr;
  lxw_format* broken = nullptr;
  lxw_format* date = nullptr;
  std::vector<lxw_worksheet*> sheets{};

  lxw_format* Format(double size) const {
    lxw_format* format = workbook_add_format(workbook);
    format_set_font_name(format, kFace);
    format_set_font_size(format, size);
    return format;
  }
  lxw_format* Cell(std::uint8_t align) const {
    lxw_format* format = Format(kSize);
    format_set_border(format, LXW_BORDER_THIN);
    format_set_text_wrap(format);
    format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
    format_set_align(format, align);
    return format;
  }
  void MakeFormats() {
    title = Format(kTitleSize);
    format_set_bold(title);
    format_set_align(title, LXW_ALIGN_CENTER);
    format_set_align(title, LXW_ALIGN_VERTICAL_CENTER);
    subtitle = Format(kSize);
    format_set_italic(subtitle);
    format_set_text_wrap(subtitle);
    format_set_align(subtitle, LXW_ALIGN_CENTER);
    format_set_align(subtitle, LXW_ALIGN_VERTICAL_TOP);
    head = Cell(LXW_ALIGN_CENTER);
    format_set_bold(head);
    format_set_bg_color(head, kHeadGrey);
    format_set_align(head, LXW_ALIGN_VERTICAL_CENTER);
    text = Cell(LXW_ALIGN_LEFT);
    format_set_indent(text, 1);
    centered = Cell(LXW_ALIGN_CENTER);
    whole = Cell(LXW_ALIGN_CENTER);
    format_set_num_format(whole, "#,##0");
    broken = Cell(LXW_ALIGN_CENTER);
    format_set_num_format(broken, "#,##0.0##");
    date = Cell(LXW_ALIGN_CENTER);
    format_set_num_format(date, "dd/mm/yyyy");
  }
};

void SheetFile::Delete::operator()(State* state) const {
  if (state->workbook != nullptr) lxw_workbook_free(state->workbook);
  delete state;
}

Result<SheetFile> SheetFile::Open(const std::string& path, const std::string& title) {
  lxw_workbook_options options{};
  options.constant_memory = LXW_TRUE;
  SheetFile file(new State);
  file.state_->workbook = workbook_new_opt(path.c_str(), &options);
  if (file.state_->workbook == nullptr) return Error{Error::Code::kUnreadable, path + ": a workbook cannot be begun (free some memory)"};
  lxw_doc_properties properties{};
  properties.title = const_cast<char*>(title.c_str());  // it is copied
  properties.created = kCreated;
  workbook_set_properties(file.state_->workbook, &properties);
  file.state_->MakeFormats();
  return file;
}

Result<bool> SheetFile::Close() {
  lxw_workbook* workbook = std::exchange(state_->workbook, nullptr);
  if (!state_->sheets.empty()) worksheet_activate(state_->sheets.front());
  const lxw_error error = workbook_close(workbook);
  if (error == LXW_NO_ERROR) return true;
  return Error{Error::Code::kUnreadable, std::string("the workbook cannot be written: ") + lxw_strerror(error) +
                                             " (make room in the folder for temporary files, or name another in TMPDIR)"};
}

Result<Sheet> Sheet::Begin(SheetFile& file, const std::string& name, std::uint32_t rows) {
  const CellText safe = CellTextOf(name);
  SheetFile::State* state = file.state_.get();
  const lxw_error fault = workbook_validate_sheet_name(state->workbook, safe.text.c_str());
  if (safe.text.empty() || fault != LXW_NO_ERROR) {
    return Error{Error::Code::kBadGrammar, "the wording '" + name + "' is no name of a sheet: " + lxw_strerror(fault) +
                                               " (a name has at most 31 characters, none of []:*?/\\, and is there once)"};
  }
  lxw_worksheet* sheet = workbook_add_worksheet(state->workbook, safe.text.c_str());
  if (sheet == nullptr) return Error{Error::Code::kUnreadable, "a sheet cannot be begun (make room in the folder for temporary files, or name another in TMPDIR)"};
  state->sheets.push_back(sheet);
  return Sheet(state, sheet, rows);
}

void Sheet::Head(const std::string& title, const std::string& subtitle, const std::vector<Column>& columns, const std::string& footer) {
  lxw_worksheet* sheet = Worksheet(sheet_);
  columns_ = static_cast<std::uint16_t>(columns.size());
  const auto last = static_cast<lxw_col_t>(columns_ - 1);
  worksheet_set_landscape(sheet);
  worksheet_set_paper(sheet, kA4);
  worksheet_fit_to_pages(sheet, 1, 0);
  worksheet_set_margins(sheet, 2.0 / kInch, 1.5 / kInch, 1.5 / kInch, 1.5 / kInch);
  worksheet_center_horizontally(sheet);
  worksheet_set_footer(sheet, ("&C&\"Times New Roman\"&11" + footer).c_str());
  worksheet_repeat_rows(sheet, kHeadRow, kHeadRow);
  worksheet_freeze_panes(sheet, kHeadRow + 1, 0);
  for (std::uint16_t i = 0; i < columns_; ++i) {
    worksheet_set_column(sheet, i, i, columns[i].width, nullptr);
    widths_.push_back(columns[i].width);
  }

  worksheet_set_row(sheet, 0, 26, nullptr);
  worksheet_merge_range(sheet, 0, 0, 0, last, CellTextOf(title).text.c_str(), file_->title);
  worksheet_set_row(sheet, 1, 36, nullptr);
  worksheet_merge_range(sheet, 1, 0, 1, last, CellTextOf(subtitle).text.c_str(), file_->subtitle);
  worksheet_set_row(sheet, kHeadRow, 36, nullptr);
  for (std::uint16_t i = 0; i < columns_; ++i) {
    worksheet_write_string(sheet, kHeadRow, i, CellTextOf(columns[i].head).text.c_str(), file_->head);
  }
  row_ = kHeadRow + 1;
}

void Sheet::Put(std::string_view text, void* format) {
  if (row_ >= rows_) return;
  const CellText cell = CellTextOf(text);
  cut_cells_ += cell.cut ? 1 : 0;
  lines_ = std::max(lines_, LinesOf(cell.text, widths_[column_]));
  if (cell.text.empty()) {
    worksheet_write_blank(Worksheet(sheet_), row_, column_++, static_cast<lxw_format*>(format));
  } else {
    worksheet_write_string(Worksheet(sheet_), row_, column_++, cell.text.c_str(), static_cast<lxw_format*>(format));
  }
}

void Sheet::Text(std::string_view text) { Put(text, file_->text); }

void Sheet::Centered(std::string_view text) { Put(text, file_->centered); }

void Sheet::Number(double number) {
  if (row_ >= rows_) return;
  if (!std::isfinite(number)) return Put({}, file_->whole);
  worksheet_write_number(Worksheet(sheet_), row_, column_++, number, number == std::floor(number) ? file_->whole : file_->broken);
}

void Sheet::Date(Day day) {
  if (row_ >= rows_) return;
  // Spreadsheets do not count the days before this one alike: some know a 29 February 1900.
  constexpr Day kFirst(std::chrono::year(1900) / std::chrono::March / 1);
  if (day < kFirst || YearOf(day) > 9999) return Put(IsoText(day), file_->centered);
  lxw_datetime date{};
  date.year = YearOf(day);
  date.month = MonthOf(day);
  date.day = DayOf(day);
  worksheet_write_datetime(Worksheet(sheet_), row_, column_++, &date, file_->date);
}

void Sheet::EndRow() {
  if (row_ >= rows_) {
    ++lost_rows_;
    return;
  }
  while (column_ < columns_) Put({}, file_->text);
  worksheet_set_row(Worksheet(sheet_), row_, std::min(std::exchange(lines_, 1) * kLineHeight + 3, kMostHeight), nullptr);
  ++row_;
  column_ = 0;
}

void Sheet::End() {
  const auto last = static_cast<lxw_col_t>(columns_ - 1);
  worksheet_autofilter(Worksheet(sheet_), kHeadRow, 0, row_ > kHeadRow + 1 ? row_ - 1 : kHeadRow + 1, last);
  worksheet_print_area(Worksheet(sheet_), 0, 0, row_ - 1, last);
}

}  // namespace trichluc
