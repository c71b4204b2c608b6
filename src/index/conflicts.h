// Which documents of an index different things are said of.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "index/citations.h"
#include "index/database.h"
#include "index/kept_state.h"

namespace trichluc {

// All conflicts, without what is said: that is read of those that are shown.
struct KnownConflicts {
  struct Node {
    std::string base;
    std::uint32_t index = 0;  // of CitationGroup::nodes
  };
  struct Near {
    Node first;
    Node second;
    std::string date;
  };
  std::vector<Node> nodes;  // by code
  std::vector<Near> near;
};

// What was found last, until the index changes.
class KeptConflicts {
 public:
  Result<std::shared_ptr<const KnownConflicts>> Of(Database& database);

 private:
  KeptState state_;
  std::shared_ptr<const KnownConflicts> known_;
};

}  // namespace trichluc
