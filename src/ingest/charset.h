// Encodings of text in bytes of one, two or three: what Vietnamese was written in before Unicode. They are tables of the
// grammars (grammars/charmaps/encodings); this file reads the tables and decodes with them.
//
//   const Charset* tcvn3 = charsets.Find("TCVN3");
//   PieceWriter out;
//   tcvn3->Decode("ho\xB9" "ch", out);  // "hoạch"; the alignment leads from each letter to its bytes
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "grammar/source.h"
#include "ingest/syllables.h"
#include "text/alignment.h"
#include "trichluc/grammar.h"

namespace trichluc {

// A text while it is decoded from left to right, and its alignment with the bytes.
struct PieceWriter {
  std::string text;
  AlignmentBuilder builder;
  std::vector<Span> faults;  // bytes that are no character; U+FFFD stands for each

  void Keep(std::string_view same);
  void Put(std::size_t source_bytes, std::string_view letters);
  void Fault(std::size_t source_bytes);

  // A place to go back to, from a trial.
  struct Mark {
    std::size_t text = 0;
    std::size_t faults = 0;
    AlignmentBuilder::Mark alignment;
  };
  [[nodiscard]] Mark Here() const { return {text.size(), faults.size(), builder.Here()}; }
  void GoBack(const Mark& mark);
};

class Charset {
 public:
  [[nodiscard]] const std::string& name() const { return name_; }
  // Is it looked for when nobody says what a text is written in?
  [[nodiscard]] bool is_judged() const { return judged_; }

  // Decodes `bytes` behind what stands in `out`. With `capitals` all letters become capitals, as fonts of capitals show them.
  // A byte with no meaning is a fault.
  //
  // TCVN3 has no codes for most marked capitals. Without the font, a marked letter becomes a capital where its word or its
  // neighbours on the line are in capitals: "HO" ạ "CH" → "HOẠCH", but "K" ế before "hoạch" stays.
  void Decode(std::string_view bytes, PieceWriter& out, bool capitals = false) const;

  // The byte that a single character is written as, where there is one.
  [[nodiscard]] std::optional<unsigned char> ByteOf(char32_t c) const;

  struct Row {
    std::string bytes;
    std::string letters;
  };
  // The rows of the table, for those who write in the encoding.
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }

 private:
  friend class CharsetLoader;
  struct Node {
    std::array<std::int16_t, 256> next{};  // the node behind a byte; 0: none
    std::int32_t row = -1;
    bool goes_on = false;
  };

  void Add(Row row);
  void RaiseCapitals(std::string& text, std::size_t from) const;

  std::string name_;
  std::string rest_;  // the encoding of the signs that have no row
  bool judged_ = true;
  bool raises_ = false;
  std::vector<Row> rows_;
  std::vector<Node> nodes_ = std::vector<Node>(1);
  std::vector<std::pair<char32_t, unsigned char>> bytes_of_;  // by character
  std::shared_ptr<const Syllables> syllables_;
};

// What a font says of the text that it shows.
struct FontCharset {
  const Charset* charset = nullptr;
  bool capitals = false;
};

class Charsets {
 public:
  // Reads the tables among `texts`. A later table of the same file name replaces an earlier one; every fault is reported.
  static std::unique_ptr<const Charsets> Load(const std::vector<GrammarText>& texts, std::vector<GrammarFault>& faults);

  // The tables among `texts` as one string, for a process that cannot read files, and what is made from it; null where it is
  // none.
  [[nodiscard]] static std::string TablesOf(const std::vector<GrammarText>& texts);
  static std::unique_ptr<const Charsets> FromTables(std::string_view tables);

  // By name; capitals and small letters are one. Null: there is none.
  [[nodiscard]] const Charset* Find(std::string_view name) const;
  // The encoding of a font (".VnTimeH", "VNI-Times"); null for fonts of Unicode. What PDF adds to its name does not matter
  // ("ABCDEF+.VnTimeH,Bold").
  [[nodiscard]] FontCharset OfFont(std::string_view font) const;

  [[nodiscard]] const std::vector<Charset>& all() const { return charsets_; }
  [[nodiscard]] const Syllables& syllables() const { return *syllables_; }

  // The names that Decode takes for an encoding, as written in messages.
  [[nodiscard]] std::string Names() const;

 private:
  friend class CharsetLoader;
  struct Font {
    std::string pattern;
    std::string charset;
    bool capitals = false;
  };
  std::vector<Charset> charsets_;
  std::vector<Font> fonts_;
  std::shared_ptr<const Syllables> syllables_;
};

// Reports the faults of tables that are to be read together with the built-in ones.
void CheckCharsets(const std::vector<GrammarText>& texts, std::vector<GrammarFault>& faults);

}  // namespace trichluc
