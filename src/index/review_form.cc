#include "index/review.h"
#include "records/review_form.h"

namespace trichluc {

Result<std::vector<ReviewValue>> ReviewForm(const Extraction& extraction, std::string_view kind, std::string_view record) {
  if (!IsJudgedKind(kind)) return Error{Error::Code::kBadArgument, "'" + std::string(kind) + "': is no list of records that can be judged"};
  if (record.empty()) return FormOf(kind, EmptyRecord(kind));
  const std::optional<AnyRecord> found = FindRecord(extraction, kind, record);
  if (!found) return Error{Error::Code::kBadArgument, "'" + std::string(record) + "': there is no such record among the " + std::string(kind)};
  return FormOf(kind, *found);
}

}  // namespace trichluc
