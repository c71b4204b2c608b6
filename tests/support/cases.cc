#include "support/cases.h"

#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <stdexcept>

namespace trichluc::testing {
namespace {

using Json = nlohmann::json;

std::string Trimmed(std::string_view text) {
  const std::size_t first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1));
}

std::vector<std::string> Split(std::string_view text, std::string_view separator) {
  std::vector<std::string> parts;
  for (std::size_t start = 0;;) {
    const std::size_t end = text.find(separator, start);
    parts.push_back(Trimmed(text.substr(start, end == std::string_view::npos ? end : end - start)));
    if (end == std::string_view::npos) return parts;
    start = end + separator.size();
  }
}

// A value of the output as a case writes it.
std::string Written(const Json& value) {
  if (value.is_null()) return "-";
  if (value.is_string()) return value.get<std::string>();
  if (!value.is_array()) return value.is_number_float() ? Json(value.get<double>()).dump() : value.dump();
  std::string joined;
  for (const Json& member : value) joined += (joined.empty() ? "" : " + ") + Written(member);
  return joined.empty() ? "-" : joined;
}

bool Same(const Json& given, const std::string& wanted) {
  if (!given.is_number()) return Written(given) == wanted;
  std::istringstream number(wanted);
  double value = 0;
  return number >> value && value == given.get<double>();
}

class CaseReader {
 public:
  explicit CaseReader(const std::string& path) : path_(path), file_(path) {
    if (!file_) Fail("cannot be read");
  }

  std::vector<RecordCase> Run() {
    for (std::string line; std::getline(file_, line);) {
      ++line_;
      Read(line);
    }
    Close();
    return std::move(cases_);
  }

 private:
  [[noreturn]] void Fail(const std::string& message) const {
    throw std::runtime_error(path_ + ":" + std::to_string(line_) + ": " + message);
  }

  void Read(const std::string& line) {
    if (line.starts_with("#") && !in_passage_) return;
    if (line.starts_with("= ")) return Open(line);
    if (cases_.empty()) {
      if (!Trimmed(line).empty()) Fail("a case begins with '= its name'");
      return;
    }
    RecordCase& current = cases_.back();
    if (line == "--") {
      in_passage_ = false;
    } else if (in_passage_ && line == "@opening") {
      current.opening = true;
    } else if (in_passage_) {
      current.passage += line + '\n';
    } else if (!Trimmed(line).empty()) {
      ReadExpected(line, current);
    }
  }

  void Open(const std::string& line) {
    Close();
    RecordCase next;
    next.file = path_;
    next.line = line_;
    next.name = Trimmed(line.substr(2));
    cases_.push_back(std::move(next));
    in_passage_ = true;
    none_ = false;
  }

  void Close() const {
    if (cases_.empty()) return;
    if (in_passage_) Fail("case '" + cases_.back().name + "' has no line --");
    if (cases_.back().expected.empty() && !none_) Fail("case '" + cases_.back().name + "' expects nothing; write none");
  }

  void ReadExpected(const std::string& line, RecordCase& current) {
    if (Trimmed(line) == "none") {
      none_ = true;
      return;
    }
    std::vector<std::pair<std::string, std::string>> fields;
    for (const std::string& field : Split(line, " | ")) {
      const std::size_t colon = field.find(": ");
      if (colon == std::string::npos) Fail("a field is written 'name: value'");
      fields.emplace_back(field.substr(0, colon), Trimmed(field.substr(colon + 2)));
    }
    current.expected.push_back(std::move(fields));
  }

  std::string path_;
  std::ifstream file_;
  int line_ = 0;
  bool in_passage_ = false;
  bool none_ = false;
  std::vector<RecordCase> cases_;
};

std::string Shown(const Json& records, const std::vector<std::pair<std::string, std::string>>& fields) {
  std::string shown;
  for (const Json& record : records) {
    shown += "\n    given:";
    for (const auto& [name, value] : fields) shown += " " + name + ": " + Written(record.value(name, Json())) + " |";
    shown += " \"" + record.value("text", std::string()) + "\"";
  }
  return shown;
}

}  // namespace

std::vector<RecordCase> ReadCases(const std::string& path) { return CaseReader(path).Run(); }

std::string PlanAround(const RecordCase& record_case) {
  const std::string head =
      "ỦY BAN NHÂN DÂN\nTỈNH AN LẠC\nSố: 77/KH-UBND\nCỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc\n"
      "An Lạc, ngày 12 tháng 01 năm 2026\n\nKẾ HOẠCH\nCông tác năm 2026\n\n";
  const std::string section = "I. NỘI DUNG\n";
  return head + (record_case.opening ? record_case.passage + "\n" + section : section + record_case.passage);
}

std::string Difference(const RecordCase& record_case, const std::string& kind, const std::string& json) {
  const Json records = Json::parse(json).at(kind);
  static const std::vector<std::pair<std::string, std::string>> kNoFields;
  const auto& fields = record_case.expected.empty() ? kNoFields : record_case.expected.front();
  if (records.size() != record_case.expected.size()) {
    return std::to_string(record_case.expected.size()) + " records expected, " + std::to_string(records.size()) + " given" + Shown(records, fields);
  }
  std::string difference;
  for (std::size_t i = 0; i < records.size(); ++i) {
    for (const auto& [name, wanted] : record_case.expected[i]) {
      const Json given = records[i].value(name, Json());
      if (!records[i].contains(name)) difference += "\n    there is no field " + name;
      else if (!Same(given, wanted)) difference += "\n    " + name + " is '" + Written(given) + "', '" + wanted + "' was expected";
    }
  }
  return difference;
}

}  // namespace trichluc::testing
