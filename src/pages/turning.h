// Places on a page and on the same page turned.
#pragma once

#include "pages/layout.h"

namespace trichluc {

// The place of a box when a page of that size is turned clockwise by quarter turns.
[[nodiscard]] inline Box Turned(const Box& box, float width, float height, int turns) {
  switch (turns % 4) {
    case 1: return {height - box.y1, box.x0, height - box.y0, box.x1};
    case 2: return {width - box.x1, height - box.y1, width - box.x0, height - box.y0};
    case 3: return {box.y0, width - box.x1, box.y1, width - box.x0};
    default: return box;
  }
}

// A place on a page as it is, as one on the page set upright; and back.
[[nodiscard]] inline Box Upright(const Box& box, const PageSize& page) {
  return Turned(box, page.width, page.height, page.turns);
}
[[nodiscard]] inline Box TurnedBack(const Box& box, const PageSize& page) {
  const bool aside = page.turns % 2 != 0;
  return Turned(box, aside ? page.height : page.width, aside ? page.width : page.height, 4 - page.turns);
}

}  // namespace trichluc
