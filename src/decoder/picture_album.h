// Pages that were drawn, packed for browsers.
#pragma once

#include <cstdint>
#include <vector>

#include "decoder/decode.h"
#include "decoder/picture.h"
#include "trichluc/pages.h"

namespace trichluc::decoder {

class PictureAlbum {
 public:
  explicit PictureAlbum(const Options& options) : options_(options) {}

  // Is this page one of those that were asked for?
  [[nodiscard]] bool Wants(std::uint32_t page) const;
  // Is there no room for more?
  [[nodiscard]] bool IsFull() const { return full_; }

  // Adds a page (from 0) of so many points. One that finds no room makes the album full.
  void Add(std::uint32_t page, float width, float height, Pix* picture);

  [[nodiscard]] std::vector<PagePicture> Take() && { return std::move(pictures_); }

 private:
  const Options& options_;
  std::vector<PagePicture> pictures_;
  std::uint64_t bytes_ = 0;
  bool full_ = false;
};

}  // namespace trichluc::decoder
