// Texts that a model must not have seen, because it is measured on them.
#pragma once

#include <cstdint>
#include <string_view>
#include <unordered_set>
#include <vector>

namespace trichluc {

// Knows every run of twelve words of some texts; words are compared without marks and case.
class HeldOut {
 public:
  static constexpr std::size_t kRun = 12;

  void Add(std::string_view text);
  // That a paragraph shares such a run with one of the texts.
  [[nodiscard]] bool Shares(std::string_view paragraph) const;
  [[nodiscard]] bool empty() const { return runs_.empty(); }

 private:
  std::unordered_set<std::uint64_t> runs_;
};

}  // namespace trichluc
