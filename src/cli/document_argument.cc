#include "cli/document_argument.h"

#include <charconv>
#include <optional>
#include <string_view>

namespace trichluc::cli {
namespace {

using Documents = std::vector<std::int64_t>;

constexpr std::string_view kNumber = "number:";
constexpr std::string_view kName = "name:";

std::optional<std::int64_t> NumberOf(std::string_view word) {
  std::int64_t number = 0;
  const auto [end, code] = std::from_chars(word.data(), word.data() + word.size(), number);
  return code == std::errc() && end == word.data() + word.size() ? std::optional(number) : std::nullopt;
}

}  // namespace

Result<Documents> DocumentsMeant(const Index& index, const std::string& word) {
  if (word.starts_with(kName)) return index.Named(word.substr(kName.size()));
  if (word.starts_with(kNumber)) {
    const std::optional<std::int64_t> number = NumberOf(std::string_view(word).substr(kNumber.size()));
    if (!number) return Error{Error::Code::kBadArgument, "'" + word + "': is no number of a document (write it like number:2)"};
    return Documents{*number};
  }
  Result<Documents> named = index.Named(word);
  const std::optional<std::int64_t> number = NumberOf(word);
  if (!named || !number) return named;
  const Documents numbered = {*number};
  if (named->empty() || *named == numbered) return numbered;
  const Result<IndexedDocument> other = index.Load(*number);
  if (!other && other.error().code != Error::Code::kBadArgument) return other.error();
  if (!other) return named;
  return Error{Error::Code::kBadArgument, "'" + word + "': is the number of one document and the name of another (write number:" + word + " or name:" + word + ")"};
}

}  // namespace trichluc::cli
