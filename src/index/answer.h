// How a question is asked: of one state of the index, with errors as the caller should see them.
#pragma once

#include "index/database.h"
#include "index/door.h"
#include "index/faults.h"

namespace trichluc {

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
