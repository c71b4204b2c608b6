// What is measured in an index, and how many documents measure it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "index/database.h"
#include "index/kept_state.h"

namespace trichluc {

// One thing: targets whose subject, predicate and unit have the same keys.
struct MeasuredThing {
  std::size_t first = 0;      // of Things::measures
  std::size_t measures = 0;
  std::size_t targets = 0;
  std::size_t documents = 0;
  double lowest = 0;
  double highest = 0;
  bool differing = false;
};

struct Things {
  std::vector<MeasuredThing> all;      // those that most documents measure first
  std::vector<std::int64_t> measures;  // numbers in the table of these
};

// The things of the last questions, so that the pages of an answer are read from one list.
class KeptThings {
 public:
  // What `read` gives, or has given for the same question since the index changed.
  Result<std::shared_ptr<const Things>> Of(Database& database, const std::string& question, const std::function<Result<Things>()>& read);

 private:
  struct Known {
    std::string question;
    std::shared_ptr<const Things> things;
  };
  KeptState state_;
  std::deque<Known> known_;  // the last one that was asked for first
};

}  // namespace trichluc
