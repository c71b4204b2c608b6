// What lies behind an index, for the questions that are no methods of it (index_answers.h).
#pragma once

#include "index/database.h"
#include "trichluc/index.h"

namespace trichluc {

struct JudgedDocument;  // review.h
struct KeptAnswers;     // kept_answers.h

struct IndexDoor {
  [[nodiscard]] static Database& DatabaseOf(const Index& index);
  // What Judge keeps; null before it is called.
  [[nodiscard]] static std::unique_ptr<JudgedDocument>& JudgedIn(Index& index);
  // What answers that look at all of the index keep.
  [[nodiscard]] static KeptAnswers& KeptIn(const Index& index);
  // The error as the caller should see it: with the name of the index, unless the caller is at fault.
  [[nodiscard]] static Error Named(const Index& index, const Error& error);
};

}  // namespace trichluc
