// How a question is asked: of one state of the index, with errors as the caller should see them.
#pragma once

#include "index/database.h"
#include "index/door.h"
#include "index/faults.h"

namespace trichluc {

// What `ask` answers, which gives a Result.
template <typename Ask>
auto Answer(const Index& index, const Ask& ask) -> decltype(ask(IndexDoor::DatabaseOf(index))) {
  // One state of the index for all that is asked.
  Transaction transaction(IndexDoor::DatabaseOf(index));
  if (auto fault = transaction.BeginReading()) return IndexDoor::Named(index, *fault);
  auto answer = ask(IndexDoor::DatabaseOf(index));
  if (!answer) return IndexDoor::Named(index, answer.error());
  return answer;
}

// What a page answers: a class with the database and the query, whose Run gives a Result.
template <typename Page, typename Query>
auto Answer(const Index& index, const Query& query) {
  return Answer(index, [&](Database& database) { return Page(database, query).Run(); });
}

}  // namespace trichluc
