// Running heads and feet: what stands at the edges of pages over and over, and is no part of what is said.
//
//   KẾ HOẠCH số 12/KH-UBND - trang 3       the same on each page, but for a number, set apart, that counts the pages
//   UBND xã An Dũng                        the same on three pages or more, and hardly elsewhere
//
// A page that begins with the national emblem begins a document: its letterhead is none, however often it is repeated.
#pragma once

#include <vector>

#include "grammar/pattern_table.h"
#include "normalize/normalize.h"
#include "segment/vocabulary.h"

namespace trichluc {

// For each line of the text whether it is one; empty where the text has no page's end. Page numbers that stand alone are left to
// those who read lines.
[[nodiscard]] std::vector<bool> FindRunningHeads(const NormalizedText& text, const PatternTable& patterns, const Vocabulary& words);

}  // namespace trichluc
