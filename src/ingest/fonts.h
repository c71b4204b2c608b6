// Text in fonts from before Unicode (".VnTime", "VNI-Times"): its characters are bytes of an encoding of their own, and only
// the font tells. Word processors keep such text for ever, run beside run with text in Unicode; and some of it was made Unicode
// under the old font's name, and is right as it stands.
//
//   FontReader reader(charsets);
//   reader.Look(runs);   // all of a document, or of a page: what each font's text is mostly
//   reader.Read(runs);   // "KÕ ho¹ch" in .VnTime → "Kế hoạch"
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "ingest/charset.h"
#include "trichluc/diagnostic.h"

namespace trichluc {

// A stretch of text in one font.
struct FontRun {
  std::string* text;
  std::string_view font;  // as the file names it
};

class FontReader {
 public:
  explicit FontReader(const Charsets& charsets) : charsets_(charsets) {}

  // Runs that follow each other in one paragraph or on one page. Letters may be cut in two between them.
  void Look(const std::vector<FontRun>& runs);
  // Writes them in Unicode.
  void Read(const std::vector<FontRun>& runs);

  // What was read, if anything; its span is [0, size).
  [[nodiscard]] std::optional<Diagnostic> Report(std::size_t size) const;

 private:
  struct Group;
  // Words whose letters beyond ASCII are right in Unicode only, and in the font's encoding only.
  struct Votes {
    std::size_t unicode = 0;
    std::size_t legacy = 0;
  };

  [[nodiscard]] FontCharset OfFont(std::string_view font);
  [[nodiscard]] std::vector<Group> GroupsOf(const std::vector<FontRun>& runs);
  [[nodiscard]] Votes WeighWord(std::string_view word, FontCharset font) const;
  [[nodiscard]] Votes Weigh(const Group& group) const;
  [[nodiscard]] bool IsLegacy(const Group& group) const;
  static void Write(const Group& group, std::string_view text, const Alignment& alignment);

  const Charsets& charsets_;
  std::map<std::string, FontCharset, std::less<>> fonts_;  // that were asked for
  std::map<const Charset*, Votes> votes_;
  std::map<const Charset*, std::vector<std::string>> read_;  // and the fonts it was read in
};

}  // namespace trichluc
