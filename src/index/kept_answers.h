// What an open index keeps: answers that look at all of it take seconds, and are asked for again, page by page.
#pragma once

#include "index/conflicts.h"
#include "index/search.h"
#include "index/targets.h"

namespace trichluc {

struct KeptAnswers {
  DocumentOrder order;
  DocumentOrder by_digest{DocumentOrder::kByDigest};
  KeptThings things;
  KeptConflicts conflicts;
};

}  // namespace trichluc
