#include "serve/month.h"

#include "serve/pages.h"

namespace trichluc::serve {

std::string TextOf(year_month month) {
  const std::string number = std::to_string(static_cast<unsigned>(month.month()));
  std::string out = std::to_string(static_cast<int>(month.year()));
  out.insert(0, 4 - std::min<std::size_t>(out.size(), 4), '0');
  return out + (number.size() < 2 ? "-0" : "-") + number;
}

std::string TextOf(year_month month, unsigned day) { return TextOf(month) + (day < 10 ? "-0" : "-") + std::to_string(day); }

unsigned DaysOf(year_month month) { return static_cast<unsigned>((month / std::chrono::last).day()); }

bool IsDay(std::string_view text) {
  constexpr std::string_view kForm = "0000-00-00";
  if (text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < kForm.size(); ++i) {
    const bool digit = text[i] >= '0' && text[i] <= '9';
    if (kForm[i] == '0' ? !digit : text[i] != kForm[i]) return false;
  }
  const auto number = [&](std::size_t at, std::size_t count) { return static_cast<unsigned>(NumberIn(text.substr(at, count), 9999)); };
  return (std::chrono::year(static_cast<int>(number(0, 4))) / std::chrono::month(number(5, 2)) / std::chrono::day(number(8, 2))).ok();
}

year_month MonthOf(std::string_view text) {
  constexpr std::size_t kYearLetters = 4;
  const std::size_t year = NumberIn(text.substr(0, kYearLetters), 9000);
  const std::size_t number = text.size() > kYearLetters && text[kYearLetters] == '-' ? NumberIn(text.substr(kYearLetters + 1, 2), 12) : 0;
  if (year > 1000 && number > 0) return std::chrono::year(static_cast<int>(year)) / std::chrono::month(static_cast<unsigned>(number));
  const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now()));
  return today.year() / today.month();
}

}  // namespace trichluc::serve
