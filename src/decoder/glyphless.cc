// Viewers want a real font even for text that is not painted. This is the smallest that they take: the six tables without which
// a TrueType font is none, two glyphs without outlines. The idea is that of Tesseract's GlyphLessFont.
#include "decoder/glyphless.h"

#include <array>
#include <cstdint>
#include <utility>
#include <vector>

namespace trichluc::decoder {
namespace {

class Table {
 public:
  Table& U16(std::uint32_t value) {
    bytes_ += static_cast<char>(value >> 8 & 0xFF);
    bytes_ += static_cast<char>(value & 0xFF);
    return *this;
  }
  Table& U32(std::uint32_t value) { return U16(value >> 16).U16(value & 0xFFFF); }
  Table& Zeros(std::size_t bytes) {
    bytes_.append(bytes, '\0');
    return *this;
  }
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

 private:
  std::string bytes_;
};

constexpr std::uint32_t kVersion1 = 0x00010000;
constexpr std::size_t kAdjustmentAt = 8;  // of `head`: makes the sum of the whole font a known one

std::string Head() {
  Table out;
  out.U32(kVersion1).U32(kVersion1).U32(0).U32(0x5F0F3CF5).U16(0).U16(1000).Zeros(16);
  out.U16(0).U16(0).U16(kGlyphlessWidth).U16(kGlyphlessAscent).U16(0).U16(8).U16(2).U16(0).U16(0);
  return out.bytes();
}

std::string Hhea() {
  Table out;
  out.U32(kVersion1).U16(kGlyphlessAscent).U16(0).U16(0).U16(kGlyphlessWidth).Zeros(6).U16(1).Zeros(14).U16(1);
  return out.bytes();
}

std::uint32_t SumOf(const std::string& bytes) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i)
    sum += static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (8 * (3 - i % 4));
  return sum;
}

}  // namespace

std::string GlyphlessFont() {
  const std::array<std::pair<const char*, std::string>, 6> tables = {{
      {"glyf", Table().Zeros(4).bytes()},
      {"head", Head()},
      {"hhea", Hhea()},
      {"hmtx", Table().U16(kGlyphlessWidth).U16(0).U16(0).bytes()},
      {"loca", Table().Zeros(6).bytes()},
      {"maxp", Table().U32(kVersion1).U16(2).Zeros(26).bytes()},
  }};
  Table head;
  head.U32(kVersion1).U16(tables.size()).U16(64).U16(2).U16(tables.size() * 16 - 64);
  std::string directory = head.bytes();
  std::string body;
  std::size_t adjustment = 0;
  const std::size_t begin = directory.size() + tables.size() * 16;
  for (const auto& [name, bytes] : tables) {
    const std::size_t at = begin + body.size();
    if (std::string_view(name) == "head") adjustment = at + kAdjustmentAt;
    directory += name;
    directory += Table()
                     .U32(SumOf(bytes))
                     .U32(static_cast<std::uint32_t>(at))
                     .U32(static_cast<std::uint32_t>(bytes.size()))
                     .bytes();
    body += bytes;
    body.resize((body.size() + 3) / 4 * 4, '\0');
  }
  std::string font = directory + body;
  font.replace(adjustment, 4, Table().U32(0xB1B0AFBA - SumOf(font)).bytes());
  return font;
}

std::string GlyphlessMap() {
  std::string out;
  for (int i = 0; i < 0x10000; ++i) out.append("\0\1", 2);
  return out;
}

std::string GlyphlessUnicode() {
  // A range may not go over a change of the first byte, and a list of ranges may have a hundred.
  std::string out =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def\n/CMapName /Adobe-Identity-UCS "
      "def\n/CMapType 2 def\n"
      "1 begincodespacerange\n<0000> <FFFF>\nendcodespacerange\n";
  constexpr int kMostRanges = 100;
  constexpr const char* kHex = "0123456789ABCDEF";
  for (int first = 0; first < 256; first += kMostRanges) {
    const int end = first + kMostRanges < 256 ? first + kMostRanges : 256;
    out += std::to_string(end - first) + " beginbfrange\n";
    for (int high = first; high < end; ++high) {
      const std::string byte = {kHex[high / 16], kHex[high % 16]};
      out += "<" + byte + "00> <" + byte + "FF> <" + byte + "00>\n";
    }
    out += "endbfrange\n";
  }
  return out + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

}  // namespace trichluc::decoder
