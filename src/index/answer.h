// How a question is asked: of one state of the index, with errors as the caller should see them.
#pragma once

#include "index/database.h"
#include "index/door.h"
#include "records/edtf.h"

namespace trichluc {

// What is wrong with the days that a question is about.
[[nodiscard]] inline std::optional<Error> FaultOfDays(const std::string& from, const std::string& to) {
  for (const std::string* day : {&from, &to}) {
    if (!day->empty() && !WholeDay(*day)) return Error{Error::Code::kBadArgument, "'" + *day + "': no day (write it as 2031-07-01)"};
  }
  if (from.empty() || to.empty() || from <= to) return std::nullopt;
  return Error{Error::Code::kBadArgument, "'" + from + "': is later than '" + to + "' (give the earlier day first)"};
}

// What a page answers: a class with the database and the query, whose Run gives a Result.
template <typename Page, typename Query>
auto Answer(const Index& index, const Query& query) {
  // One state of the index for all that the page asks.
  Transaction transaction(IndexDoor::DatabaseOf(index));
  if (auto fault = transaction.BeginReading()) return decltype(Page(IndexDoor::DatabaseOf(index), query).Run())(IndexDoor::Named(index, *fault));
  auto answer = Page(IndexDoor::DatabaseOf(index), query).Run();
  if (!answer) return decltype(answer)(IndexDoor::Named(index, answer.error()));
  return answer;
}

}  // namespace trichluc
