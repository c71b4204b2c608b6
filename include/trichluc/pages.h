// A document page by page: each word as a machine read it and as it was repaired, and where it stands.
//
//   auto pages = engine.Read({.name = "scan.pdf", .bytes = bytes});
//   if (!pages) return Fail(pages.error());
//   std::cout << trichluc::ToAlto(*pages);                                                  // or ToHocr, or pages->text
//   auto pdf = engine.Searchable({.name = "scan.pdf", .bytes = bytes}, *pages);  // the scan, with text to search and copy
//
// Repair works on the text and not on the page. Where it joined two words, the one that came of them has a box around theirs;
// where it cut one, each part has the share of its box that goes with its letters.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "trichluc/diagnostic.h"
#include "trichluc/span.h"

namespace trichluc {

struct ReadWord {
  std::string text;       // as repaired; UTF-8 in NFC
  std::string read;       // as it was read, where that differs; else empty
  Box box;                // empty where nobody knows
  double confidence = 1;  // 0…1: of the reader, or of the repair where there was one
};

// Words side by side. Two columns that stand beside each other are two lines.
struct ReadLine {
  Box box;
  std::vector<ReadWord> words;
};

struct ReadPage {
  float width = 0;  // points
  float height = 0;
  bool read = false;  // from a picture, by a machine; else the file has a text of its own
  std::vector<ReadLine> lines;
};

struct ReadPages {
  std::string name;  // of the input
  std::string media_type;
  std::string text;  // all of it, repaired, in lines as on the pages; a form feed before each page but the first
  std::vector<ReadPage> pages;  // none where the format has no pages
  std::vector<Diagnostic> diagnostics;

  // Whether any word has a place: without one there is nothing to write into ALTO, hOCR or a PDF.
  [[nodiscard]] bool HasPlaces() const;
};

// A page as it looks.
struct PagePicture {
  int page = 1;            // from 1
  float width = 0;         // points: boxes of records (PageArea) lie on it as they are
  float height = 0;
  std::string media_type;  // "image/jpeg" or "image/png"
  std::string bytes;
};

struct DrawOptions {
  unsigned dpi = 96;                                // 18 to 600
  std::size_t max_bytes = std::size_t{48} << 20;    // of all pictures together; pages that come later have none
  std::vector<int> pages{};                         // from 1, in order; empty: all
};

// ALTO 4.4, in units of 1/1200 inch. A word that was repaired has what was read as its ALTERNATIVE.
[[nodiscard]] std::string ToAlto(const ReadPages& pages);

// hOCR 1.2, as if of pictures with 300 dots an inch (`scan_res`).
[[nodiscard]] std::string ToHocr(const ReadPages& pages);

}  // namespace trichluc
